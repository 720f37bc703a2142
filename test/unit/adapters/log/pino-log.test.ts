import assert from 'node:assert/strict';
import { createPinoLog } from '../../../../src/adapters/log/pino-log.ts';

function logged(write: (log: ReturnType<typeof createPinoLog>) => void, level = 'info'): string[] {
  const lines: string[] = [];
  write(createPinoLog(level, { write: (line: string) => void lines.push(line) }));
  return lines;
}

describe('the pino log', () => {
  it('writes one JSON line with the level, the time, the event and the fields', () => {
    const [line] = logged((log) => log.info({ demandeId: 'd1', tries: 2 }, 'delivered'));
    const record = JSON.parse(line!);
    assert.equal(record.level, 'info');
    assert.equal(record.event, 'delivered');
    assert.equal(record.demandeId, 'd1');
    assert.equal(record.tries, 2);
    assert.match(record.time, /^\d{4}-\d\d-\d\dT/);
  });

  it('keeps quiet below its level', () => {
    assert.deepEqual(
      logged((log) => log.info({}, 'x'), 'warn'),
      [],
    );
  });

  it('masks a field that must never be logged', () => {
    const [line] = logged((log) => log.warn({ email: 'lea@example.org', token: 'abc-secret' }, 'x'));
    assert(!/lea@|abc-secret/.test(line!));
  });

  it('writes an error as its class, code and frames, and nothing of its message', () => {
    const error = Object.assign(new RangeError('Léa Martin ne lit pas\n    at home (she:1:2)\nencore Léa'), {
      code: 'E_LIMIT',
      detail: 'Key (email)=(lea@example.org)',
    });
    const [line] = logged((log) => log.error({ reference: 'r1' }, 'bug', error));
    const record = JSON.parse(line!);
    assert.equal(record.error.class, 'RangeError');
    assert.equal(record.error.code, 'E_LIMIT');
    assert(record.error.frames.some((frame: string) => frame.includes('pino-log.test.ts')));
    assert(!/Léa|lea@|she:1/.test(line!));
  });

  it('finds the SQLSTATE of a wrapped database error, and leaves the values out', () => {
    const driverError = Object.assign(new Error('duplicate key: lea@example.org'), { code: '23505', detail: 'lea@' });
    const error = Object.assign(new Error('duplicate key: lea@example.org'), {
      driverError,
      parameters: ['lea@example.org'],
      cause: driverError,
    });
    const [line] = logged((log) => log.error({}, 'bug', error));
    assert.equal(JSON.parse(line!).error.code, '23505');
    assert.equal(JSON.parse(line!).error.cause.code, '23505');
    assert(!line!.includes('lea@'));
  });

  it('drops the message also when it was changed after the stack was made', () => {
    const error = new Error('premier secret');
    assert(error.stack);
    error.message = 'second secret';
    const [line] = logged((log) => log.error({}, 'bug', error));
    assert(!/secret/.test(line!));
  });

  it('writes a thrown text or a code made of words as nothing but its kind', () => {
    const lines = logged((log) => {
      log.error({}, 'bug', 'Léa Martin');
      log.error({}, 'bug', Object.assign(new Error('x'), { code: 'Léa Martin' }));
    });
    assert.equal(JSON.parse(lines[0]!).error.class, 'string');
    assert.equal(JSON.parse(lines[1]!).error.code, undefined);
    assert(!lines.join('').includes('Léa'));
  });
});
