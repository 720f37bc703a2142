const MENTION = /(^|\s)@bot(?=$|[\s,.:;!?\u00a0])[,:]?\s*/i;

/** What was said to the bot in the channel, without the mention; undefined when it was not spoken to, as in Teams. */
export function spokenToBot(text: string): string | undefined {
  if (!MENTION.test(text)) return undefined;
  return text.replace(MENTION, '$1').trim();
}
