import type { FaultCode } from '#/core/fault.ts';

/** What a person is told when something is refused: what happened, and what to do. */
export const FAULT_WORDS: Record<FaultCode, string> = {
  CaseNotFound: 'この番号の事案は見つかりません。番号を確かめてください。',
  CaseClosed: 'この事案はすでに終結しています。画面を開き直して、時系列で確かめてください。',
  RunSuperseded: '対応の流れが新しく始まっています。画面を開き直してください。',
  NotAllowed: 'この操作は、いまの役職ではできません。担当の役職の方に依頼してください。',
  WrongState:
    'ほかの人が先に進めたため、この操作はできません。画面を開き直して、いまの状態を確かめてください。',
  TaskNotOpen: 'この依頼はすでに終わっています。画面を開き直して、いまの状態を確かめてください。',
  LinkUnknown: 'このリンクは使えません。届いたメールのリンクを開き直すか、窓口に電話してください。',
  SamePerson: '報告案を書いた人は、承認できません。別の人に承認を依頼してください。',
  DraftOutdated: '報告案が書き直されています。新しい案を読んでから、もう一度操作してください。',
  WorkStillOpen:
    '終わっていないことがあるため、終結できません。画面を開き直し、残っていることを先に終えてください。',
  ChargeTaken: 'すでに別の人が引き受けています。画面を開き直して、引き受けた人を確かめてください。',
  InTheFuture: 'これから先の日時は記録できません。日時を直して、もう一度送ってください。',
  KnownAfterReport:
    '「最初に知った日時」が、報告を受け付けた時刻より後になっています。受付の時刻か、それより前に直してください。',
  TooBusy: '同時に多くの操作がありました。入力は残っています。少し待って、もう一度送ってください。',
  InputInvalid: '入力に読み取れないところがあります。印のついた欄を直して、もう一度送ってください。',
  EvidenceNotFound: 'この証拠は見つかりません。画面を開き直してください。',
};

export const UNEXPECTED_WORDS =
  'いま処理できませんでした。入力は残っています。少し待ってもう一度送るか、窓口に電話してください。';
