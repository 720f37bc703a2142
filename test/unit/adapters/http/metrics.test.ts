import assert from 'node:assert/strict';
import { createMetrics, type TchapMeasures } from '../../../../src/adapters/http/metrics.ts';
import type { Inbound } from '../../../../src/app/ports/inbound.ts';

const queue = { depth: async () => ({ waiting: 7, dead: 2, oldestSeconds: 41 }) };
const echeances = async () => ({ planned: 12, parked: 1, lateSeconds: 3 });
const inbound: Inbound = {
  channel: 'teams',
  eventId: 'e1',
  actor: { externalId: 'a', name: 'Claire Durand' },
  address: { channel: 'teams', conversationId: 'c', kind: 'personal', opaque: null },
  payload: { kind: 'text', text: 'bonjour', attachments: [] },
};

describe('the metrics', () => {
  it('tell the state of the outbox at the first reading', async () => {
    const text = await createMetrics({ queue, echeances }).text();
    assert.match(text, /^pole_outbox_rows\{state="waiting"\} 7$/m);
    assert.match(text, /^pole_outbox_rows\{state="dead"\} 2$/m);
    assert.match(text, /^pole_outbox_oldest_due_seconds 41$/m);
  });

  it('tell what is to be done at a given time, and what was given up', async () => {
    const text = await createMetrics({ queue, echeances }).text();
    assert.match(text, /^pole_echeances\{state="planned"\} 12$/m);
    assert.match(text, /^pole_echeances\{state="parked"\} 1$/m);
    assert.match(text, /^pole_echeances_late_seconds 3$/m);
  });

  it('count and time what comes in, and hold nothing of a person', async () => {
    const metrics = createMetrics({ queue, echeances });
    await metrics.observed(async () => ({ kind: 'none' }))(inbound);
    const text = await metrics.text();
    assert.match(text, /^pole_inbound_seconds_count\{channel="teams",kind="text"\} 1$/m);
    assert.doesNotMatch(text, /Claire|bonjour/);
  });

  it('count the incidents, those that the person was told of too', async () => {
    const metrics = createMetrics({ queue, echeances });
    metrics.incident('teams');
    assert.match(await metrics.text(), /^pole_incidents_total\{channel="teams"\} 1$/m);
  });

  it('tell how the Tchap account is, where there is one', async () => {
    assert.doesNotMatch(await createMetrics({ queue, echeances }).text(), /pole_tchap/);
    let state: TchapMeasures = { status: 'running', rooms: 12, unreadable: 2, queue: 3, syncSeconds: 4.5 };
    const metrics = createMetrics({ queue, echeances, tchap: async () => state });
    const text = await metrics.text();
    for (const line of ['status{status="running"} 1', 'rooms 12', 'unreadable 2', 'queue 3', 'sync_seconds 4.5']) {
      assert(text.includes(`\npole_tchap_${line}\n`), line);
    }
    state = { status: 'standby' };
    const after = await metrics.text();
    assert.match(after, /^pole_tchap_status\{status="standby"\} 1$/m);
    assert.doesNotMatch(after, /^pole_tchap_(rooms|queue|status\{status="running"\})/m);
  });
});
