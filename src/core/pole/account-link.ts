/** A code sent to a directory e-mail, to prove that an account of a messenger is its owner's. */
export interface AccountLink {
  id: string;
  /** The account that asked. */
  identiteId: string;
  /** Of the member with that e-mail; absent when they are in several. */
  circonscription?: string;
  email: string;
  /** Of the code, keyed, and bound to this very link. */
  codeHmac: string;
  tries: number;
  status: 'attente' | 'reliee' | 'epuisee' | 'remplacee';
  /** ISO 8601, as is `expiresAt`. */
  createdAt: string;
  expiresAt: string;
}

export const CODE_MINUTES = 15;
const MOST_TRIES = 5;
const MOST_CODES_AN_HOUR = 3;

/** The six digits of a message that holds nothing else: « 123456 », « 123 456 ». */
export function readCode(text: string): string | undefined {
  const digits = text.replace(/[\s.\u2010\u2011-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** « p•••@ac-rouen.fr »: known to its owner, useless to anybody else. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}•••${email.slice(at)}`;
}

/** What comes before the server in a Matrix id; undefined for anything else. */
export function localpartOf(matrixId: string): string | undefined {
  return /^@([^:]+):./.exec(matrixId)?.[1];
}

/** The link as it waits for its code; undefined when no code of it is good any more. */
export function isPending(link: AccountLink | undefined, now: string): link is AccountLink {
  return link?.status === 'attente' && now <= link.expiresAt;
}

/** Why the last code is no good any more, for someone who types one all the same. */
export function endOf(link: AccountLink | undefined): 'expiree' | 'epuisee' | undefined {
  if (link?.status === 'attente') return 'expiree';
  return link?.status === 'epuisee' ? 'epuisee' : undefined;
}

export type LinkRefusal = 'deja_relie' | 'sans_courriel' | 'aucune_fiche' | 'trop_de_codes';

/** Whether a code may be sent, and to which e-mail. Two possible e-mails are none: which one it is cannot be known. */
export function decideLink(known: {
  /** The account is in the directory already. */
  linked: boolean;
  /** Mails can be sent. */
  mail: boolean;
  /** Of the members whom the account's name points to. */
  emails: string[];
  codesLastHour: number;
}): { email: string } | { refusal: LinkRefusal } {
  const [email, ...others] = new Set(known.emails);
  if (known.linked) return { refusal: 'deja_relie' };
  if (!known.mail) return { refusal: 'sans_courriel' };
  if (email === undefined || others.length > 0) return { refusal: 'aucune_fiche' };
  return known.codesLastHour >= MOST_CODES_AN_HOUR ? { refusal: 'trop_de_codes' } : { email };
}

/** A link that begins now, for `CODE_MINUTES`. */
export function newLink(given: Omit<AccountLink, 'tries' | 'status' | 'expiresAt'>): AccountLink {
  const expiresAt = new Date(Date.parse(given.createdAt) + CODE_MINUTES * 60_000).toISOString();
  return { ...given, tries: 0, status: 'attente', expiresAt };
}

/** A pending link after a code was typed. */
export function tryCode(link: AccountLink, right: boolean): { link: AccountLink; left: number } {
  if (right) return { link: { ...link, status: 'reliee' }, left: 0 };
  const tries = link.tries + 1;
  const left = Math.max(0, MOST_TRIES - tries);
  return { link: { ...link, tries, status: left === 0 ? 'epuisee' : link.status }, left };
}
