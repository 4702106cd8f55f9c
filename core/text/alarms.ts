/** What an alarm says to whoever gets it at night: what has happened, and what to do. */
export const ALARM_WORDS = {
  NobodyAnswered:
    '全員を呼びましたが、だれも引き受けていません。窓口の画面で、引き受ける人のいない事案を見て、電話してください。',
  MailFailed:
    'メールを渡せませんでした。自動で送り直します。急ぐ事案は、画面で届いていない人を確かめて電話してください。',
  WorkflowFailed:
    '事案の処理が止まりました。数分後に自動でやり直します。同じ警報が続くときは、運用の手引きを見てください。',
  TimelineBroken:
    '終結した事案の記録が、署名や中身と合いません。何も消さずに、運用の手引きに従って調べてください。',
  IncidentBroken: '事案の流れが、失敗して終わりました。数分後に自動でやり直します。',
  EscalationBroken: '役職者を呼ぶ流れが、失敗して終わりました。数分後に自動でやり直します。',
  ExternalReportBroken: '外への報告の流れが、失敗して終わりました。数分後に自動でやり直します。',
  SweeperErrors: '期限切れを見つける処理が、くり返し失敗しています。運用の手引きを見てください。',
  SendMailErrors:
    'メールを送る処理が、くり返し失敗しています。呼び出しが届きません。電話で連絡してください。',
  AcceptMailErrors: 'メールの報告が、すぐには事案になりませんでした。届いたメールそのものは残っています。',
  SweeperSilent:
    '期限切れを見つける処理が止まっています。期限を過ぎても、催促も代行への連絡も出ません。電話で確かめてください。',
  FunctionErrors: '処理の失敗が増えています。運用の手引きを見てください。',
  FunctionThrottles: 'AWS の上限に当たり、処理が待たされています。運用の手引きを見てください。',
  ApiErrors: '画面にエラーが出た人がいます。続くときは、運用の手引きを見てください。',
  MailBounces:
    '戻ってくるメールが増えています。このままでは AWS がメールを止めます。連絡先を確かめてください。',
} as const;
