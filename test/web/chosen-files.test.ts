import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LARGEST_FILE, MOST_FILES } from '#/core/report/files.ts';
import { fileSchema, reportSchema } from '#/core/report/report.ts';
import { theReport } from '#/test/core/stage.ts';
import { admit, listedIn, nameOf, newFileId, valueFor } from '#/web/src/report/chosen-files.ts';
import { FILES } from '#/web/src/text/files.ts';

const file = (name: string, size = 1) => ({ name, size });

describe('files chosen for a report', () => {
  test('are taken up to the number and the size, and each that is not is named', () => {
    const big = file('動画.mp4', LARGEST_FILE + 1);
    const chosen = [file('1.png', LARGEST_FILE), big, file('2.png'), file('3.png')];
    expect(admit(MOST_FILES - 2, chosen)).toEqual({
      taken: [chosen[0], chosen[2]],
      refused: [
        { name: '動画.mp4', words: FILES.tooBig('動画.mp4') },
        { name: '3.png', words: FILES.tooMany('3.png') },
      ],
    });
    expect(admit(0, [file('1.png')])).toEqual({ taken: [file('1.png')], refused: [] });
  });

  test('get an id that no other has', () => {
    const ids = Array.from({ length: 100 }, newFileId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(fileSchema.shape.fileId.safeParse(id).success).toBe(true);
  });

  test('stand in the form so that they are found again there, whatever they are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), fc.nat(LARGEST_FILE), (name, bytes) => {
        const listed = { fileId: newFileId(), bytes, name: nameOf(name) };
        expect(listedIn(valueFor(listed))).toEqual(listed);
        const read = reportSchema.parse({ ...theReport, files: [listed] });
        expect(read.files).toEqual([listed]);
        expect(listed.name.isWellFormed()).toBe(true);
      }),
    );
  });
});
