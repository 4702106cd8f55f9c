// What the script of the form says: it reads this file, and so no more words than these.

/** What the page says with the help of its script. */
export const SENDING = {
  draft:
    '書きかけの内容は、送るまで、この端末のこの画面に残ります。共用の端末では、書きかけのまま離れないでください。',
  restored: '書きかけの内容を戻しました。',
  sending: '送っています…',
  clear: '書きかけを消して、新しく書く',
  lost: '通信できませんでした。届いていないかもしれません。',
  lostWords:
    '入力した内容は残っています。電波やケーブルを確かめて、もう一度押してください。2回届いても、1件として受け付けます。急ぐときは電話してください。',
};

/** One line of whom a report reaches. */
export const reachWords = (
  post: string,
  { names, section, desk }: { names: Record<string, string>; section: string; desk: string },
): string => {
  if (post === 'contact-unit') return desk;
  const name = names[post] ?? post;
  return post === 'section-manager' && section !== '' ? `${section}の${name}（課長など）` : name;
};
