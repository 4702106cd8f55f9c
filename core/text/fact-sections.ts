import type { FactKey } from '#/core/case/facts.ts';

/** What the desk asks of every case before anything else, at night as well. */
export const FIRST_FACTS: readonly FactKey[] = [
  'personalData',
  'heldByBody',
  'persons',
  'leak',
  'myNumber',
  'protectedPersons',
  'sensitive',
  'malice',
];

/** One part of the fact sheet on the screen. */
export interface FactSection {
  id: string;
  name: string;
  facts: readonly FactKey[];
}

export const FACT_SECTIONS: readonly FactSection[] = [
  { id: 'when', name: 'いつ', facts: ['occurredAt', 'knownBy', 'reportedAt', 'judgedAt'] },
  {
    id: 'whose',
    name: 'だれの情報か',
    facts: [
      'personalData',
      'persons',
      'sensitive',
      'financial',
      'myNumber',
      'protectedPersons',
      'heldByBody',
      'records',
      'deceased',
      'legalPersons',
      'ordinanceSensitive',
      'importantData',
      'myNumberPlace',
      'myNumberMisuse',
    ],
  },
  { id: 'what', name: '何が起きたか', facts: ['leak', 'damage', 'publicView', 'recovery', 'wrongData'] },
  {
    id: 'guard',
    name: '守りは',
    facts: ['encryption', 'encryptionMethod', 'keyApart', 'unlocked', 'remoteWipe'],
  },
  {
    id: 'attack',
    name: '攻撃・不正',
    facts: ['malice', 'attack', 'crime', 'insider', 'whistle', 'outward'],
  },
  { id: 'service', name: 'サービスへの影響', facts: ['service', 'safety', 'criticalPeriod'] },
  {
    id: 'spread',
    name: '広がり・委託先',
    facts: [
      'spread',
      'contractor',
      'zone',
      'residentNetwork',
      'lgwan',
      'securityCloud',
      'contractorChain',
      'otherBodies',
      'sectors',
      'designatedWater',
    ],
  },
  { id: 'public', name: '本人への通知と公表', facts: ['notice', 'undisclosable', 'publicity', 'published'] },
];
