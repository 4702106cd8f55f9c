import { upApp } from '#/test/local/app.ts';

const running = await upApp(process.argv[2] ?? '');
process.once('SIGTERM', () => void running.stop());
const { productUrl, toolsUrl } = running;
console.log(JSON.stringify({ productUrl, toolsUrl }));
