import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import cdkJson from '#/cdk.json' with { type: 'json' };
import { ACKNOWLEDGEMENTS } from '#/infra/acknowledgements.ts';
import { PRODUCTION, TRIAL } from '#/infra/parameters.ts';
import { AppStack } from '#/infra/stacks/app-stack.ts';
import { DataStack } from '#/infra/stacks/data-stack.ts';
import { MailInStack } from '#/infra/stacks/mail-in-stack.ts';

const app = new App({
  // The CDK command line hands these over by itself; `node infra/app.ts` must come to the same templates.
  context: {
    ...cdkJson.context,
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
  },
  outdir: process.env.CDK_OUTDIR ?? fileURLToPath(new URL('../cdk.out', import.meta.url)),
  analyticsReporting: false,
  treeMetadata: false,
});

const parameters = app.node.tryGetContext('deployment') === 'trial' ? TRIAL : PRODUCTION;
const municipality = app.node.tryGetContext('municipality') ?? parameters.municipality;
const policy = JSON.parse(readFileSync(new URL('../build/policy.json', import.meta.url), 'utf8'));
// Whoever runs another one on their machine leaves its build behind: it must not be deployed as this installation.
if (policy.profile.id !== municipality) {
  throw new Error(`built for ${policy.profile.id}, but this installation is that of ${municipality}`);
}
const env = { region: parameters.region };

const data = new DataStack(app, 'HikeshiData', { env, parameters });
const application = new AppStack(app, 'HikeshiApp', { env, parameters, data });
new MailInStack(app, 'HikeshiMailIn', { env, parameters, data, app: application });

Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
Validations.of(app).acknowledge(...ACKNOWLEDGEMENTS);
app.synth();
