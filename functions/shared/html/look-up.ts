import type { Policy } from '#/core/policy/policy.ts';
import { COMMON, LOOK_UP } from '#/core/text/pages.ts';
import { textInput } from '#/functions/shared/html/field.ts';
import { html, page, telephone } from '#/functions/shared/html/layout.ts';

/** Asks for what stands on the receipt. `wrong`: the number that was typed and did not lead anywhere with its code. */
export function lookUpPage({ policy, wrong }: { policy: Policy; wrong?: string }): string {
  const { municipality, contactUnit } = policy.profile;
  const isWrong = wrong !== undefined;
  return page({
    title: isWrong ? `${LOOK_UP.wrong} ${LOOK_UP.title}` : LOOK_UP.title,
    municipality,
    body: html`${
      isWrong &&
      html`<div class="summary" role="alert" tabindex="-1" id="wrong" autofocus><h2>${LOOK_UP.wrong}</h2><p>${LOOK_UP.wrongWords}</p></div>`
    }
<h1>${LOOK_UP.title}</h1>
<p class="lead">${LOOK_UP.lead}</p>
<form method="post" action="/receipts" novalidate autocomplete="off">
${textInput(
  { name: 'number', label: LOOK_UP.number, hint: LOOK_UP.numberHint, value: wrong ?? '', required: true },
  html` type="text" inputmode="numeric"`,
)}
${textInput(
  { name: 'code', label: LOOK_UP.code, hint: LOOK_UP.codeHint, value: '', required: true },
  html` type="text" autocapitalize="characters"`,
)}
<p class="send"><button class="button button-large">${LOOK_UP.show}</button></p>
</form>
<p>${LOOK_UP.lost}</p>
<p class="call"><strong>${contactUnit.name}</strong><span>${telephone(contactUnit.telephone)}</span></p>
<p><a href="/">${COMMON.home}</a></p>`,
  });
}
