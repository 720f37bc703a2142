import { startTexts } from '../core/texts.fr.ts';
import { isLoopback } from './loopback.ts';
import { findTypos } from './typos.ts';

const { refusals } = startTexts;

/** Variables as given, without the empty ones. */
export type GivenSettings = { [name: string]: string };

/**
 * What is wrong between settings that may each be right alone. Works on the variables as given, so that these
 * sentences come beside those about single values, all at once.
 */
export function findRefusals(given: GivenSettings): string[] {
  const sandbox = isSandbox(given);
  return [
    ...findTypos(Object.keys(given)).map(({ name, known }) => refusals.typo(name, known)),
    ...(sandbox ? sandboxRefusals(given) : productionRefusals(given)),
    ...mailRefusals(given, sandbox),
  ];
}

export function isSandbox(given: GivenSettings): boolean {
  const asked = given.SANDBOX?.toLowerCase();
  if (asked === 'true' || asked === 'false') return asked === 'true';
  return given.MicrosoftAppId === undefined && given.TCHAP_HOMESERVER_URL === undefined;
}

function sandboxRefusals(given: GivenSettings): string[] {
  const found: string[] = [];
  const teams = teamsNames(given);
  const ownTchap = given.SANDBOX !== undefined && isOnThisMachine(given.TCHAP_HOMESERVER_URL);
  const tchap = ownTchap ? [] : tchapNames(given);
  if (ownTchap) found.push(...tchapRefusals(given));
  if (given.SANDBOX !== undefined || tchap.length > 0) {
    const names = [...teams, ...tchap];
    if (names.length > 0) found.push(refusals.sandboxWithChannel(names.join(', ')));
  } else if (teams.length > 0) {
    found.push(refusals.teamsWithoutAppId(teams.join(', ')));
  }
  if (given.HOST !== undefined && !isLoopback(given.HOST)) found.push(refusals.sandboxNotLoopback(given.HOST));
  found.push(...personaRefusals(given, ownTchap));
  return found;
}

/** The account of a persona of the sandbox goes with the homeserver that the sandbox was given to try. */
function personaRefusals(
  { SANDBOX_TCHAP_USER_ID: user, SANDBOX_TCHAP_PASSWORD: password }: GivenSettings,
  own: boolean,
) {
  if (user === undefined && password === undefined) return [];
  if (!own) return [refusals.personaWithoutSandbox];
  return user === undefined || password === undefined ? [refusals.personaIncomplete] : [];
}

function productionRefusals(given: GivenSettings): string[] {
  const found: string[] = [];
  const tchap = tchapNames(given);
  if (tchap.length > 0) found.push(...tchapRefusals(given));
  if (given.MicrosoftAppId !== undefined) found.push(...teamsRefusals(given));
  else if (tchap.length === 0) found.push(refusals.noChannel);
  if (given.DATA_KEYS === undefined) found.push(refusals.noKeys);
  found.push(...personaRefusals(given, false));
  return found;
}

function isOnThisMachine(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function mailRefusals({ SMTP_URL, MAIL_FROM }: GivenSettings, sandbox: boolean): string[] {
  const found: string[] = [];
  if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined)) {
    found.push(SMTP_URL === undefined ? refusals.mailFromWithoutSmtp : refusals.smtpWithoutMailFrom);
  }
  // What the sandbox plays stays on this machine.
  if (sandbox && SMTP_URL !== undefined && URL.canParse(SMTP_URL) && !isOnThisMachine(SMTP_URL)) {
    found.push(refusals.sandboxMail);
  }
  return found;
}

function teamsRefusals(given: GivenSettings): string[] {
  const found: string[] = [];
  const type = given.MicrosoftAppType ?? 'MultiTenant';
  if (type !== 'UserAssignedMSI' && given.MicrosoftAppPassword === undefined) found.push(refusals.password);
  if (type !== 'MultiTenant' && given.MicrosoftAppTenantId === undefined) found.push(refusals.tenant(type));
  return found;
}

function tchapRefusals(given: GivenSettings): string[] {
  const found: string[] = [];
  if (given.TCHAP_HOMESERVER_URL === undefined) found.push(refusals.tchapHomeserver);
  if (given.TCHAP_USER_ID === undefined) found.push(refusals.tchapUser);
  if (given.TCHAP_ACCESS_TOKEN !== undefined && given.TCHAP_DEVICE_ID === undefined) found.push(refusals.tchapDevice);
  return found;
}

function teamsNames(given: GivenSettings): string[] {
  // Not OAuthUrl and CallerId: names so general may be another program's.
  return Object.keys(given).filter((name) => /^(MicrosoftApp|ToBotFrom|ToChannelFrom)/.test(name));
}

function tchapNames(given: GivenSettings): string[] {
  return Object.keys(given).filter((name) => name.startsWith('TCHAP_'));
}
