import type { Policy } from '#/core/policy/policy.ts';
import { COMMON } from '#/core/text/pages.ts';
import { html, page, telephone } from '#/functions/shared/html/layout.ts';

/** Says one thing and what to do next: not found, too large, not accepted. */
export const messagePage = (content: { policy: Policy; title: string; words: string }): string => {
  const { municipality, contactUnit } = content.policy.profile;
  return page({
    title: content.title,
    municipality,
    body: html`<h1>${content.title}</h1>
<p class="lead">${content.words}</p>
<p class="call"><strong>${contactUnit.name}</strong><span>${telephone(contactUnit.telephone)}</span></p>
<p><a href="/">${COMMON.home}</a></p>`,
  });
};
