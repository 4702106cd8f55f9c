import { describe, expect, test } from 'vitest';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import { answerNotice, carryCommand } from '#/functions/carry-command/task.ts';
import { holder, learned } from '#/test/core/stage.ts';
import { assessment, calledCase, command, Hall } from '#/test/functions/hall.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const fault = async (
  promise: Promise<unknown>,
): Promise<{ code?: string; detail?: Record<string, string> }> => {
  try {
    await promise;
    return {};
  } catch (error) {
    return error as { code?: string };
  }
};

describe('a command of somebody signed in', () => {
  test('is carried out in the name of the person', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    await carryCommand(hall.ports, { personId: 'desk-1', body: command('AssessReport', caseId, assessment) });
    expect(await hall.case(caseId)).toMatchObject({ state: 'assessed', factsRevision: 1 });
    expect((await hall.cases.timeline(caseId)).at(-1)?.actor).toBe('person:desk-1');
  });

  test('R25 that cannot be read is refused, naming the fields and not what stood in them', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const body = command('AssessReport', caseId, {
      ...assessment,
      reason: '',
      facts: { ...learned(), facts: { persons: '秘密' } },
    });
    const { code, detail } = await fault(carryCommand(hall.ports, { personId: 'desk-1', body }));
    expect(code).toBe('InputInvalid');
    expect(detail?.fields).toContain('reason');
    expect(detail?.fields).toContain('facts.facts.persons');
    expect(JSON.stringify(detail)).not.toContain('秘密');
    for (const bad of [null, 1, 'x', [], {}])
      expect((await fault(carryCommand(hall.ports, { personId: 'desk-1', body: bad }))).code).toBe(
        'InputInvalid',
      );
  });

  test('with half a character in its text is refused as input, not as a failure of ours', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const body = command('AssessReport', caseId, { ...assessment, reason: '\ud800' });
    expect((await fault(carryCommand(hall.ports, { personId: 'desk-1', body }))).code).toBe('InputInvalid');
  });

  test('of somebody who is not in the network is refused', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    for (const personId of ['', 'stranger', 'DESK-1']) {
      const body = command('AssessReport', caseId, assessment);
      expect((await fault(carryCommand(hall.ports, { personId, body }))).code).toBe('NotAllowed');
    }
  });

  test('R23 does not tell somebody without need to know whether the case exists', async () => {
    const hall = await Hall.open([...demoPeople, holder('stranger', [])]);
    const caseId = await hall.report();
    const code = async (of: string) =>
      (await fault(carryCommand(hall.ports, { personId: 'stranger', body: command('TakeCharge', of) }))).code;
    expect(await code(caseId)).toBe(await code('20261120-99999'));
  });

  test('that was carried out succeeds again, however often it is sent', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const given = { personId: 'desk-1', body: command('AssessReport', caseId, assessment) };
    const first = await carryCommand(hall.ports, given);
    expect(await carryCommand(hall.ports, given)).toEqual(first);
    expect((await hall.types(caseId)).filter((type) => type === 'report-assessed')).toHaveLength(1);
  });

  test('that was refused is refused again, and can be sent anew once it makes sense', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const severity = {
      personId: 'desk-1',
      body: command('DecideSeverity', caseId, { level: 3, reason: '判断' }),
    };
    for (let time = 1; time <= 2; time += 1)
      expect((await fault(carryCommand(hall.ports, severity))).code).toBe('WrongState');
    await carryCommand(hall.ports, { personId: 'desk-1', body: command('AssessReport', caseId, assessment) });
    await carryCommand(hall.ports, severity);
    expect(await hall.case(caseId)).toMatchObject({ state: 'responding' });
  });

  test('under the id of a command for another case is not taken for done', async () => {
    const hall = await Hall.open();
    const first = await hall.report();
    const second = await hall.report({ reportId: 'e'.repeat(32) });
    const body = command('AssessReport', first, assessment);
    await carryCommand(hall.ports, { personId: 'desk-1', body });
    const again = await fault(
      carryCommand(hall.ports, { personId: 'desk-1', body: { ...body, caseId: second } }),
    );
    expect(again.code ?? (await hall.case(second)).state).not.toBe('reported');
  });

  test('by two people at once is done by one, and the other is told why not', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const give = (personId: string) =>
      fault(carryCommand(hall.ports, { personId, body: command('AssessReport', caseId, assessment) }));
    const codes = (await Promise.all([give('desk-1'), give('desk-2')])).map(({ code }) => code);
    expect(codes.sort()).toEqual(['WrongState', undefined]);
    expect((await hall.types(caseId)).filter((type) => type === 'report-assessed')).toHaveLength(1);
  });

  test('for a case that does not exist is refused', async () => {
    const hall = await Hall.open();
    const body = command('TakeCharge', '20261120-99999');
    expect((await fault(carryCommand(hall.ports, { personId: 'desk-1', body }))).code).toBe('CaseNotFound');
  });
});

describe('the answer to a mailed call', () => {
  async function called(people = demoPeople) {
    const hall = await Hall.open(people);
    const caseId = await calledCase(hall);
    const taskId = 'call-1-executive';
    const { code, tag } = noticeSecrets(await hall.signer.mac(noticeMessage(caseId, taskId)));
    const answer = (form: { code?: string; charge?: string } = {}, more = {}) =>
      answerNotice(hall.ports, { caseId, taskId, tag, form: { code, charge: 'no', ...form }, ...more });
    const wrong = code === '000000' ? '000001' : '000000';
    return { hall, caseId, answer, code, wrong, tag };
  }

  test('R07 with the code acknowledges, in the name of the person called', async () => {
    const { hall, caseId, answer } = await called();
    expect(await answer()).toBe('done');
    expect(await hall.case(caseId)).toMatchObject({ tasks: { 'call-1-executive': { state: 'done' } } });
    expect(await hall.case(caseId)).not.toHaveProperty('charge');
    expect((await hall.cases.timeline(caseId)).at(-1)).toMatchObject({ actor: 'person:executive' });
  });

  test('may take charge with it, also after an acknowledgement, and also after silence', async () => {
    const { hall, caseId, answer } = await called();
    await hall.say(caseId, {
      type: 'officers-unanswered',
      body: { calls: [{ taskId: 'call-1-executive', person: 'executive', post: 'executive-officer' }] },
    });
    await answer();
    expect(await answer({ charge: 'yes' })).toBe('done');
    expect(await hall.case(caseId)).toMatchObject({ charge: 'executive' });
  });

  test('R08 of a deputy says on the timeline for whom', async () => {
    const hall = await Hall.open();
    const caseId = await calledCase(hall);
    const taskId = 'call-1-executive-deputy';
    await hall.say(caseId, {
      type: 'officers-called',
      body: {
        calls: [
          {
            taskId,
            person: 'executive-deputy',
            post: 'deputy-executive-officer',
            due: hall.now,
            deputyFor: 'executive-officer',
          },
        ],
      },
    });
    const { code, tag } = noticeSecrets(await hall.signer.mac(noticeMessage(caseId, taskId)));
    await answerNotice(hall.ports, { caseId, taskId, tag, form: { code, charge: 'yes' } });
    const taken = (await hall.cases.timeline(caseId)).find(({ type }) => type === 'charge-taken');
    expect(taken?.actingFor).toBe('executive-officer');
  });

  test('twice is one acknowledgement', async () => {
    const { hall, caseId, answer } = await called();
    await answer();
    expect(await answer()).toBe('done');
    expect((await hall.types(caseId)).filter((type) => type === 'officer-acknowledged')).toHaveLength(1);
  });

  test('takes the code in full-width digits and with spaces, as a telephone keyboard writes it', async () => {
    const { answer, code } = await called();
    const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(' ');
    expect(await answer({ code: `　${wide} ` })).toBe('done');
  });

  test('takes the whole line of the mail where somebody has copied that', async () => {
    const { answer, code } = await called();
    expect(await answer({ code: `確認番号　${code}` })).toBe('done');
  });

  test('R24 with a wrong code is counted, and the fifth locks it for the right one too', async () => {
    const { hall, caseId, answer, wrong } = await called();
    for (let time = 1; time <= 4; time += 1) expect(await answer({ code: wrong })).toBe('wrong-code');
    expect(await answer({ code: wrong })).toBe('locked');
    expect(await answer()).toBe('locked');
    expect((await hall.types(caseId)).filter((type) => type === 'code-refused')).toHaveLength(5);
    // Somebody may be trying to answer, so the desk is asked to telephone, once.
    const told = (await hall.cases.errands(caseId)).flatMap((it) => (it.errand === 'mail' ? [it.text] : []));
    expect(told.filter((text) => text === 'code-locked')).toHaveLength(2);
  });

  test('with a wrong code is put on nobody, and wakes nobody', async () => {
    const { hall, caseId, answer, wrong } = await called();
    await hall.cases.keepToken(caseId, 'incident', 't');
    const { stirred } = await hall.case(caseId);
    await answer({ code: wrong });
    expect((await hall.cases.timeline(caseId)).at(-1)).toMatchObject({ type: 'code-refused', actor: 'link' });
    expect((await hall.case(caseId)).stirred).toBe(stirred);
    expect(hall.woken).toEqual([]);
  });

  test('with wrong codes from many at once is counted no less', async () => {
    const { hall, caseId, answer, wrong } = await called();
    await Promise.all(Array.from({ length: 12 }, () => answer({ code: wrong }).catch(() => {})));
    const refused = (await hall.types(caseId)).filter((type) => type === 'code-refused').length;
    expect(refused).toBeLessThanOrEqual(5);
    while ((await answer({ code: wrong })) !== 'locked');
    expect(await answer()).toBe('locked');
  });

  test('that is no code at all is refused without being counted', async () => {
    const { hall, caseId, answer } = await called();
    for (const form of [
      { code: '' },
      { code: '12' },
      { code: '1234567' },
      { code: 'abcdef' },
      { charge: 'maybe' },
    ])
      expect(await answer(form)).toBe('wrong-code');
    expect(await hall.types(caseId)).not.toContain('code-refused');
  });

  test('under a link that is not ours is unknown, whatever the code', async () => {
    const { answer, tag } = await called();
    for (const more of [
      { tag: '' },
      { tag: `${tag}0` },
      { tag: tag.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
      { taskId: 'call-1-chief' },
      { caseId: '20261120-99999' },
    ])
      expect((await fault(answer({}, more))).code).toBe('LinkUnknown');
  });

  test('R24 under a link of a shape that none of ours has costs no question to the key service', async () => {
    const { hall, answer } = await called();
    hall.signer.mac = () => Promise.reject(new Error('asked'));
    for (const more of [{ tag: 'x' }, { taskId: 'call/1' }, { taskId: '' }, { caseId: '1' }])
      expect((await fault(answer({}, more))).code).toBe('LinkUnknown');
  });

  test('to a task that is no call is unknown', async () => {
    const { hall, caseId } = await called();
    const { tag, code } = noticeSecrets(await hall.signer.mac(noticeMessage(caseId, 'assess-1')));
    const form = { code, charge: 'no' };
    expect((await fault(answerNotice(hall.ports, { caseId, taskId: 'assess-1', tag, form }))).code).toBe(
      'LinkUnknown',
    );
  });

  test('after the case was closed changes nothing', async () => {
    const { hall, caseId, answer } = await called();
    await hall.say(
      caseId,
      { type: 'charge-taken', body: { person: 'chief', post: 'chief-officer' } },
      { type: 'case-closed', body: { summary: '回収済み' } },
    );
    const before = await hall.types(caseId);
    expect(await answer({ charge: 'yes' })).toBe('over');
    expect(await hall.types(caseId)).toEqual(before);
  });

  test('that would take charge where another has it is an acknowledgement', async () => {
    const { hall, caseId, answer } = await called();
    await hall.say(caseId, { type: 'charge-taken', body: { person: 'chief', post: 'chief-officer' } });
    expect(await answer({ charge: 'yes' })).toBe('done');
    expect(await hall.case(caseId)).toMatchObject({
      charge: 'chief',
      tasks: { 'call-1-executive': { state: 'done' } },
    });
  });

  test('R23 of somebody who holds no post any more does not take charge', async () => {
    const { hall, caseId, answer } = await called();
    await hall.cases.enrol(holder('executive', []));
    await answer({ charge: 'yes' }).catch(() => {});
    expect(await hall.case(caseId)).not.toHaveProperty('charge');
  });
});
