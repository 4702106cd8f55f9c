import type { Policy } from '#/core/policy/policy.ts';
import { COMMON, HOME } from '#/core/text/pages.ts';
import { html, page, telephone } from '#/functions/shared/html/layout.ts';

export const homePage = ({ profile }: Policy): string =>
  page({
    title: HOME.title,
    municipality: profile.municipality,
    body: html`<h1>${HOME.title}</h1>
<p class="lead">${HOME.lead}</p>
<div class="doors">
<a class="door door-main" href="/report"><span class="door-name">${HOME.report}</span><span>${HOME.reportWords}</span></a>
<a class="door" href="/receipts"><span class="door-name">${HOME.lookUp}</span><span>${HOME.lookUpWords}</span></a>
<a class="door" href="/desk"><span class="door-name">${HOME.desk}</span><span>${HOME.deskWords}</span></a>
</div>
<p class="call"><strong>${COMMON.urgent}</strong><span>${profile.contactUnit.name}　${telephone(profile.contactUnit.telephone)}</span></p>
<p><a class="link-strong" href="/paper">${HOME.paper}</a><br>${HOME.paperWords}</p>`,
  });
