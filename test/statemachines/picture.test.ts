import { expect, test } from 'vitest';
import { definitionOf, MACHINE_NAMES, statesOf } from './definitions.ts';
import { pageOf } from './picture.ts';

test.each(MACHINE_NAMES)('the picture beside %s shows the definition as it is', async (name) => {
  const page = pageOf(name, definitionOf(name));
  await expect(page).toMatchFileSnapshot(`../../statemachines/${name}/README.md`);
});

test('every state stands in the picture and in the table', () => {
  for (const name of MACHINE_NAMES) {
    const machine = definitionOf(name);
    const [, picture = '', , table = ''] = pageOf(name, machine).split(/```mermaid|```|\| state/);
    for (const [state] of statesOf(machine)) {
      expect(picture).toMatch(new RegExp(`\\b${state}\\b`));
      expect(table).toContain(`| ${state} |`);
    }
  }
});
