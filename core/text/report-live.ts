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

/** One line of whom a report reaches. `isVacant`: nobody holds the post of the section at present. */
export function reachWords(
  post: string,
  given: { names: Record<string, string>; section: string; isVacant: boolean; desk: string },
): string {
  const { names, section, isVacant, desk } = given;
  if (post === 'contact-unit') return desk;
  const name = names[post] ?? post;
  if (post !== 'section-manager' || section === '') return name;
  const head = `${section}の${name}（課長など）`;
  return isVacant ? `${head}は、いま登録された人がいません。ここに出ているほかの人が受けます。` : head;
}
