/** Of the accounts that tests register, also for scripts that run in processes of their own. */
export const SERVER_NAME = 'hs.test';
export const passwordOf = (name: string): string => `mot de passe de ${name}`;
export const userIdOf = (name: string): string => `@${name}:${SERVER_NAME}`;
