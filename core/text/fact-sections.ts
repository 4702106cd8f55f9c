import type { FactKey } from '#/core/case/facts.ts';

/** One part of the fact sheet on the screen: what is always asked, and what is asked when somebody opens it. */
export interface FactSection {
  id: string;
  name: string;
  core: readonly FactKey[];
  more: readonly FactKey[];
}

export const FACT_SECTIONS: readonly FactSection[] = [
  { id: 'when', name: 'いつ', core: ['occurredAt'], more: ['knownBy', 'reportedAt', 'judgedAt'] },
  {
    id: 'whose',
    name: 'だれの情報か',
    core: ['personalData', 'persons', 'sensitive', 'financial', 'myNumber', 'protectedPersons'],
    more: [
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
  {
    id: 'what',
    name: '何が起きたか',
    core: ['leak', 'damage', 'publicView', 'recovery'],
    more: ['wrongData'],
  },
  {
    id: 'guard',
    name: '守りは',
    core: ['encryption'],
    more: ['encryptionMethod', 'keyApart', 'unlocked', 'remoteWipe'],
  },
  {
    id: 'attack',
    name: '攻撃・不正',
    core: ['malice', 'attack'],
    more: ['crime', 'insider', 'whistle', 'outward'],
  },
  { id: 'service', name: 'サービスへの影響', core: ['service', 'safety'], more: ['criticalPeriod'] },
  {
    id: 'spread',
    name: '広がり・委託先',
    core: ['spread', 'contractor'],
    more: [
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
  { id: 'public', name: '公表', core: ['publicity'], more: ['published', 'notice', 'undisclosable'] },
];
