import type { NoticeView } from '#/core/case/view.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import { dateTime } from '#/core/text/dates.ts';
import { NOTICE, NOTICE_WRONG_CODE } from '#/core/text/pages.ts';
import { ASK_WORDS } from '#/core/text/words.ts';
import { textInput } from '#/functions/shared/html/field.ts';
import { type Html, html, page, telephone } from '#/functions/shared/html/layout.ts';

export type Notice = NoticeView & { policy: Policy; wrongCode?: boolean };

/** What the state itself says, before anything is asked. */
function happened({ state, by = '', at, personName, chargeName }: Notice): Html | false {
  const when = at ? dateTime(at) : '';
  const taker = by || (chargeName ?? '');
  const own = taker === personName;
  const words = {
    open: '',
    acknowledged: NOTICE.acknowledgedWords(by || personName, when),
    charge: own ? NOTICE.chargeOwn(when) : NOTICE.chargeTaken(taker, when),
    over: NOTICE.overWords,
    locked: NOTICE.lockedWords,
  }[state];
  return (
    words !== '' &&
    html`<div class="result" role="status"><h2>${NOTICE.states[own && state === 'charge' ? 'own' : state]}</h2><p>${words}</p></div>`
  );
}

const button = (charge: 'yes' | 'no', label: string, words: string): Html =>
  html`<div class="act"><button class="button button-large${charge === 'yes' && ' button-second'}" name="charge" value="${charge}" aria-describedby="charge-${charge}">${label}</button><p class="hint" id="charge-${charge}">${words}</p></div>`;

/** Known and in charge stay two acts: each is offered as long as it is still open. */
function form({ state, chargeName, wrongCode }: Notice): Html | false {
  const mayKnow = state === 'open';
  const mayCharge = (state === 'open' || state === 'acknowledged') && chargeName === undefined;
  if (!mayKnow && !mayCharge) return false;
  const wrong = wrongCode ? NOTICE_WRONG_CODE : undefined;
  const code = { name: 'code', label: NOTICE.code, value: '', hint: NOTICE.codeHint, required: true, wrong };
  return html`${!mayKnow && html`<p>${NOTICE.stillNobody}</p>`}
<form method="post" novalidate autocomplete="off">
${textInput(code, html` type="text" class="code" inputmode="numeric" autocomplete="one-time-code"`)}
${mayKnow && button('no', NOTICE.acknowledge, NOTICE.acknowledgeWords)}
${mayCharge && button('yes', mayKnow ? NOTICE.charge : NOTICE.chargeOnly, NOTICE.chargeWords)}
</form>
<p class="note">${NOTICE.noEffect}</p>`;
}

const refusal = (): Html =>
  html`<div class="summary" role="alert" tabindex="-1" autofocus><h2>${NOTICE.wrongTitle}</h2><p>${NOTICE_WRONG_CODE}</p></div>`;

/** The page an officer opens from the mail. Opening it changes nothing; only its form does. */
export function noticePage(notice: Notice): string {
  const { policy, caseId, level, asked, state, wrongCode, personName, post, chargeName } = notice;
  const { municipality, contactUnit, levels } = policy.profile;
  const own = asked === 'acknowledge';
  return page({
    title: `${wrongCode ? `${NOTICE.wrongTitle} ` : ''}${NOTICE.title} ${caseId}`,
    municipality,
    body: html`${wrongCode && refusal()}
<h1>${NOTICE.title}</h1>
<p>${NOTICE.called(personName, postName(policy, post))}</p>
<dl class="slip">
<div class="slip-number"><dt>${NOTICE.caseId}</dt><dd class="number">${caseId}</dd></div>
${level !== undefined && html`<div><dt>${NOTICE.level}</dt><dd class="level">${level}　${levels[level]?.name}</dd></div>`}
${own && html`<div><dt>${NOTICE.inCharge}</dt><dd>${chargeName ?? NOTICE.nobody}</dd></div>`}
</dl>
${happened(notice)}
${own && state === 'open' && html`<p class="lead">${NOTICE.asked}</p>`}
${own ? form(notice) : state === 'open' && html`<p class="lead">${NOTICE.otherAsk(ASK_WORDS[asked])}</p>`}
<p><a class="link-strong" href="/desk/cases/${caseId}">${NOTICE.desk}</a></p>
<p class="call"><strong>${contactUnit.name}</strong><span>${telephone(contactUnit.telephone)}</span><span class="call-words">${state === 'open' ? NOTICE.contact : ''}</span></p>`,
  });
}
