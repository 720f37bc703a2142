import { passwordOf, userIdOf } from '../homeserver-accounts.ts';
import type { Homeserver } from '../homeserver-server.ts';

/** Registers the bot and a teacher, unless they are. @returns the settings of a sandbox that opens Tchap beside its own conversations */
export async function sandboxWithTchap(hs: Homeserver, bot: string, teacher: string) {
  await hs.register(bot, { displayName: 'Pôle ressources' }).catch(unlessKnown);
  await hs.register(teacher).catch(unlessKnown);
  return {
    SANDBOX: 'true',
    TCHAP_HOMESERVER_URL: hs.url,
    TCHAP_USER_ID: userIdOf(bot),
    TCHAP_PASSWORD: passwordOf(bot),
    TCHAP_RATE: '1000',
    SANDBOX_TCHAP_USER_ID: userIdOf(teacher),
    SANDBOX_TCHAP_PASSWORD: passwordOf(teacher),
  };
}

function unlessKnown(error: Error): void {
  if (!error.message.includes('M_USER_IN_USE')) throw error;
}
