import assert from 'node:assert/strict';
import { createMetrics } from '../../../../src/adapters/http/metrics.ts';
import type { Inbound } from '../../../../src/app/ports/inbound.ts';

const queue = { depth: async () => ({ waiting: 7, dead: 2, oldestSeconds: 41 }) };
const inbound: Inbound = {
  channel: 'teams',
  eventId: 'e1',
  actor: { externalId: 'a', name: 'Claire Durand' },
  address: { channel: 'teams', conversationId: 'c', kind: 'personal', opaque: null },
  payload: { kind: 'text', text: 'bonjour', attachments: [] },
};

describe('the metrics', () => {
  it('tell the state of the outbox at the first reading', async () => {
    const text = await createMetrics(queue).text();
    assert.match(text, /^pole_outbox_rows\{state="waiting"\} 7$/m);
    assert.match(text, /^pole_outbox_rows\{state="dead"\} 2$/m);
    assert.match(text, /^pole_outbox_oldest_due_seconds 41$/m);
  });

  it('count and time what comes in, and hold nothing of a person', async () => {
    const metrics = createMetrics(queue);
    await metrics.observed(async () => ({ kind: 'none' }))(inbound);
    const text = await metrics.text();
    assert.match(text, /^pole_inbound_seconds_count\{channel="teams",kind="text"\} 1$/m);
    assert.doesNotMatch(text, /Claire|bonjour/);
  });

  it('count the incidents, those that the person was told of too', async () => {
    const metrics = createMetrics(queue);
    metrics.incident('teams');
    assert.match(await metrics.text(), /^pole_incidents_total\{channel="teams"\} 1$/m);
  });
});
