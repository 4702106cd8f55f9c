import type { ReceiptView } from '#/core/case/view.ts';
import type { Kind } from '#/core/policy/kind.ts';
import { kindOf, type Policy } from '#/core/policy/policy.ts';
import { actsOf } from '#/core/report/receipt.ts';
import { dateTime, lookedAtWords } from '#/core/text/dates.ts';
import { RECEIPT } from '#/core/text/pages.ts';
import { sourceWords } from '#/core/text/source.ts';
import { textArea } from '#/functions/shared/html/field.ts';
import { type Html, html, page, telephone } from '#/functions/shared/html/layout.ts';

/** `outside`: it is read from outside of the municipality's network. */
export type Receipt = ReceiptView & { policy: Policy; emptyAddition?: boolean; outside?: boolean };

const stepList = (steps: readonly string[]): Html =>
  html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>`;
const neverList = (never: readonly string[]): Html =>
  html`<ul class="never">${never.map((step) => html`<li>${step}</li>`)}</ul>`;

/** What an overlay says goes above the kind's own lines. */
function firstSteps({ policy, ...receipt }: Receipt): Html {
  const kind = kindOf(policy, receipt.kind);
  const overlays = policy.overlays.filter(({ id }) => receipt.overlays.includes(id));
  const mail = policy.kinds.find(({ id }) => id === receipt.mailKind);
  return html`<h2>${RECEIPT.steps}</h2>
${!receipt.restricted && html`<p>${RECEIPT.told}</p>`}
${overlays.map(({ name, steps }) => html`<h3>${name}</h3>${stepList(steps)}`)}
${overlays.length > 0 && html`<h3>${kind.name}</h3>`}
${stepList(kind.steps)}
${mail && html`<h3>${RECEIPT.ifMail(mail.name)}</h3>${stepList(mail.steps)}`}
<h2>${RECEIPT.never}</h2>
${neverList([...new Set([...overlays.flatMap(({ never }) => never), ...kind.never, ...(mail?.never ?? [])])])}
${!receipt.restricted && acts(kind, policy)}`;
}

const acts = (kind: Kind, policy: Policy): Html => html`<h2>${RECEIPT.acts}</h2>
<p>${RECEIPT.actsWords}</p>
<ul class="plain">${actsOf(kind, policy).map((act) => html`<li>${act}</li>`)}</ul>`;

const sources = ({ policy, kind: id }: Receipt): Html => {
  const { source, rewordedBy } = kindOf(policy, id);
  return html`<div class="sources">${[source, rewordedBy].map((of) => of && html`<p class="hint">${sourceWords(of, policy.profile.municipality)}</p>`)}</div>`;
};

function files({ files: listed }: Receipt): Html {
  return html`<section class="screen" id="files" aria-labelledby="files-title">
<h2 id="files-title">${RECEIPT.files}</h2>
<ul class="plain">${listed.map(({ name, state }) => html`<li><strong>${name}</strong>　${RECEIPT.fileStates[state]}</li>`)}</ul>
${listed.some(({ state }) => state === 'awaited') && html`<p class="hint">${RECEIPT.filesAwaited}</p>`}
</section>`;
}

function letters({ letters: written, receiptId, state, emptyAddition, outside }: Receipt): Html {
  const question = {
    name: 'text',
    label: RECEIPT.add,
    hint: outside ? `${RECEIPT.addOutside}${RECEIPT.addHint}` : RECEIPT.addHint,
    value: '',
    required: true,
    wrong: emptyAddition ? RECEIPT.addEmpty : undefined,
  };
  return html`<section class="letters screen" id="letters" aria-labelledby="letters-title">
<h2 id="letters-title">${RECEIPT.letters}</h2>
${written.length === 0 && html`<p>${RECEIPT.lettersNone}</p>`}
<ol class="talk">${written.map(({ from, at, text }) => html`<li class="talk-${from}"><p class="talk-by"><strong>${RECEIPT.from[from]}</strong><span>${dateTime(at)}</span></p><p class="talk-text">${text}</p></li>`)}</ol>
<form method="post" action="/receipts/${receiptId}" id="add" novalidate>
<input type="hidden" name="after" value="${written.length}">
${textArea(question)}
<p class="send"><button class="button">${RECEIPT.addSend}</button></p>
${state === 'over' && html`<p class="hint">${RECEIPT.addOver}</p>`}
</form>
</section>`;
}

const nextSteps = ({ lookedAt }: Receipt): string[] => [
  ...(lookedAt === undefined ? RECEIPT.nextSteps : [lookedAtWords(lookedAt)]),
  RECEIPT.nextHere,
];

export function receiptPage(receipt: Receipt): string {
  const { policy, caseId, code, acceptedAt, state } = receipt;
  const { municipality, contactUnit } = policy.profile;
  return page({
    title: `${RECEIPT.title} ${caseId}`,
    municipality,
    body: html`<div class="receipt">
<h1>${RECEIPT.title}</h1>
<dl class="slip">
<div class="slip-number"><dt>${RECEIPT.number}</dt><dd class="number">${caseId}</dd></div>
<div class="slip-number"><dt>${RECEIPT.code}</dt><dd class="number">${code}</dd></div>
<div><dt>${RECEIPT.acceptedAt}</dt><dd>${dateTime(acceptedAt)}</dd></div>
<div><dt>${RECEIPT.kind}</dt><dd>${kindOf(policy, receipt.kind).name}</dd></div>
<div><dt>${RECEIPT.state}</dt><dd>${RECEIPT.states[state]}<span class="state-words">${RECEIPT.stateWords[state]}</span></dd></div>
</dl>
<p class="keep">${RECEIPT.keep}</p>
${receipt.files.length > 0 && files(receipt)}
${firstSteps(receipt)}
<h2>${RECEIPT.call}</h2>
<p class="call"><strong>${contactUnit.name}</strong><span>${telephone(contactUnit.telephone)}</span></p>
<p>${RECEIPT.callWords}</p>
<h2>${RECEIPT.next}</h2>
<ul class="plain">${nextSteps(receipt).map((step) => html`<li>${step}</li>`)}</ul>
${letters(receipt)}
${sources(receipt)}
</div>`,
  });
}
