import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import { dateTime } from '#/core/text/dates.ts';
import { RECEIPT } from '#/core/text/pages.ts';
import { sourceWords } from '#/core/text/source.ts';
import type { Instant } from '#/core/time.ts';
import { html, page, telephone } from '#/functions/shared/html/layout.ts';

export function receiptPage(receipt: {
  policy: Policy;
  caseId: string;
  kind: string;
  acceptedAt: Instant;
}): string {
  const { policy, caseId, acceptedAt } = receipt;
  const { municipality, contactUnit } = policy.profile;
  const kind = kindOf(policy, receipt.kind);
  return page({
    title: `${RECEIPT.title} ${caseId}`,
    municipality,
    body: html`<div class="receipt">
<h1>${RECEIPT.title}</h1>
<dl class="slip">
<div class="slip-number"><dt>${RECEIPT.number}</dt><dd class="number">${caseId}</dd></div>
<div><dt>${RECEIPT.acceptedAt}</dt><dd>${dateTime(acceptedAt)}</dd></div>
<div><dt>${RECEIPT.kind}</dt><dd>${kind.name}</dd></div>
</dl>
<p class="keep">${RECEIPT.keep}</p>
<h2>${RECEIPT.steps}</h2>
<ol class="steps">${kind.steps.map((step) => html`<li>${step}</li>`)}</ol>
<h2>${RECEIPT.never}</h2>
<ul class="never">${kind.never.map((step) => html`<li>${step}</li>`)}</ul>
<h2>${RECEIPT.acts}</h2>
<ul class="plain">${kind.acts.map((act) => html`<li>${'post' in act ? postName(policy, act.post) : act.who}${act.does && `：${act.does}`}</li>`)}</ul>
<p class="hint">${sourceWords(kind.source, municipality)}</p>
${kind.rewordedBy && html`<p class="hint">${sourceWords(kind.rewordedBy, municipality)}</p>`}
<h2>${RECEIPT.call}</h2>
<p class="call"><strong>${contactUnit.name}</strong><span>${telephone(contactUnit.telephone)}</span></p>
<p>${RECEIPT.callWords}</p>
<h2>${RECEIPT.next}</h2>
<ul class="plain">${RECEIPT.nextSteps.map((step) => html`<li>${step}</li>`)}</ul>
</div>`,
  });
}
