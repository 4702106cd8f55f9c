import type { Grant } from '#/local/iam/iam.ts';
import type { Template } from '#/local/template/template.ts';
import { CHECKED_BY_AWS, entryOf } from '#/test/acceptance/checked-by-aws.ts';

/** The name of a resource as a person would write it, with what follows its ARN. */
function short(template: Template, arn: string): string {
  const owner = template.resources.find((one) => one.arn !== '' && `${arn}/`.startsWith(`${one.arn}/`));
  if (owner !== undefined) return owner.label + arn.slice(owner.arn.length);
  const logs = template.resources.find((one) => one.arn === arn);
  return logs?.label ?? arn.split(':').slice(5).join(':') ?? arn;
}

const labelOf = (template: Template, id: string): string =>
  template.resources.find((one) => one.id === id)?.label ?? id;

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(' ');

/** Who may do what, on what, and what has shown that it is needed. */
export function grantsTable(template: Template, grants: readonly Grant[]): string {
  const rows = Object.values(
    Object.groupBy(grants, (grant) =>
      JSON.stringify([grant.holder, grant.policy, grant.statement, grant.resource]),
    ),
  ).map((group = []) => {
    const [{ holder, policy, statement, resource }] = group as [Grant];
    const used = group.filter((grant) => grant.used).map(({ action }) => action);
    const left = group.filter((grant) => !grant.used).map(({ action }) => action);
    const where = `${labelOf(template, policy)} ${statement}`;
    const on = resource === '*' ? '*' : short(template, resource);
    return `| ${labelOf(template, holder)} | ${where} | ${on} | ${code(used)} | ${code(left)} |`;
  });
  const reasons = CHECKED_BY_AWS.map(
    ({ service = 'functions and machines', actions, why }) => `| ${service} | ${code(actions)} | ${why} |`,
  );
  const used = grants.filter((grant) => grant.used).length;
  const listed = grants.filter((grant) => entryOf(grant)).length;
  return `# Grants

Every action that a statement of the templates allows somebody on a resource: ${used} of ${grants.length} were used in one run of the acceptance suite ([test/acceptance/](../test/acceptance/)) and ${listed} are checked by AWS alone. Without any one of those used the suite fails: ten, drawn anew for each \`HIKESHI_SEED\`, are taken out of the template in the gate by \`npm run test:grants\`, all of them with \`HIKESHI_GRANTS=all\`.

This page is made by \`npx vitest run --project acceptance test/acceptance/grants.test.ts -u\`.

| who | statement | on | used by the suite | checked by AWS alone |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## Checked by AWS alone

| who | actions | why |
| --- | --- | --- |
${reasons.join('\n')}
`;
}
