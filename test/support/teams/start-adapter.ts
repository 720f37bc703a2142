import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { createTeams, type TeamsDeps } from '../../../src/adapters/teams/teams.ts';
import type { CardBinder } from '../../../src/app/ports/card-binder.ts';
import type { Channel } from '../../../src/app/ports/channel.ts';
import type { Inbound } from '../../../src/app/ports/inbound.ts';
import type { Log } from '../../../src/app/ports/log.ts';
import type { Answer } from '../../../src/core/view/message.ts';
import { type FakeTeams, startFakeTeams } from './fake-teams.ts';
import { teamsSettings } from './teams-settings.ts';

/** The Teams adapter over real sockets, with nothing behind it: what it hands on is kept in `taken`. */
export interface RunningAdapter {
  cloud: FakeTeams;
  url: string;
  channel: Channel;
  taken: Inbound[];
  logged: string[];
  /** What every event is answered with, or fails with, from now on. */
  answerWith(answer: Answer | Error): void;
  close(): Promise<void>;
}

/** Shows what was bound, so that tests see which card it was. */
export const plainBinder: CardBinder = {
  bind: ({ template, data }) => ({ type: 'AdaptiveCard', version: '1.5', template, data: data as never }),
};

export async function startAdapter(
  given: Partial<TeamsDeps> & { cloud?: FakeTeams; settings?: { [name: string]: string } } = {},
): Promise<RunningAdapter> {
  const cloud = given.cloud ?? (await startFakeTeams());
  const taken: Inbound[] = [];
  const logged: string[] = [];
  const note = (_: unknown, event: string) => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  let answer: Answer | Error = { kind: 'none' };

  const { channel, mount } = createTeams(teamsSettings({ ...cloud.settings, ...given.settings }), {
    binder: plainBinder,
    log,
    ...given,
  });
  const server = restify.createServer();
  mount(server, async (inbound) => {
    taken.push(inbound);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return {
    cloud,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    channel,
    taken,
    logged,
    answerWith(next) {
      answer = next;
    },
    async close() {
      await cloud.close();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
