import { readFileSync } from 'node:fs';

// Adds up what the test runs reported. A failed step with no failed test in it still counts.
const [failedSteps, ...files] = process.argv.slice(2);
const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
const failed = Math.max(sum('numFailedTests') + sum('numFailedTestSuites'), Number(failedSteps));
const passed = sum('numPassedTests');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
