import { REPORT, SLIP } from '#/core/text/report.ts';
import { box } from '#/functions/shared/html/field.ts';
import { html, page } from '#/functions/shared/html/layout.ts';
import {
  ask,
  call,
  callback,
  kindOfIt,
  type ReportForm,
  reach,
  SCRIPT,
  scriptWords,
  summary,
  titleOf,
  yesNo,
} from '#/functions/shared/html/report-parts.ts';

const ORDER = ['callback', 'kind', 'danger', 'nightWatch', 'reportId'];

/** The form for whoever is outside of the municipality's network. `refused`: they sent a longer one. */
export function reportSlip(given: ReportForm, refused = false): string {
  const inside = new URLSearchParams({ kind: given.form.get('kind') ?? '' });
  return page({
    title: titleOf(given, refused ? SLIP.outsideTitle : SLIP.title),
    municipality: given.policy.profile.municipality,
    script: SCRIPT,
    body: html`${summary(given, ORDER)}
${
  refused &&
  html`<div class="summary" role="alert" tabindex="-1" id="wrong" autofocus><h2>${SLIP.outsideTitle}</h2><p>${SLIP.outsideWords}</p></div>`
}
<h1>${SLIP.title}</h1>
<p class="lead">${SLIP.why}</p>
<p>${SLIP.whyWords}</p>
${call(given.policy)}
<details class="group group-plain"><summary>${SLIP.full}</summary>
<div class="inside"><ul class="plain"><li>${SLIP.fullInside}</li><li><a class="link-strong" href="/desk/report">${SLIP.fullSignedIn}</a></li></ul></div></details>
<form method="post" action="/reports" novalidate autocomplete="on" data-report>
<input type="hidden" name="reportId" value="${given.form.get('reportId')}">
${callback(given, true)}
${kindOfIt(given)}
${yesNo(given, 'danger', REPORT.danger, REPORT.dangerHint)}
${box(ask(given, 'nightWatch', { label: REPORT.nightWatch, hint: REPORT.nightWatchHint }))}
${reach({ ...given, form: inside })}
<p class="send"><button class="button button-large" id="send">${REPORT.send}</button></p>
<p class="hint">${REPORT.sendWords}</p>
${scriptWords()}
</form>`,
  });
}
