import { ongletTexts as texts } from '../../../core/texts.fr.ts';
import { escapeHtml } from '../static-files.ts';

/** @param appId the bot's Microsoft app id; without one there is no chat to open */
export function renderTab(appId: string | undefined): string {
  const steps = texts.sections.map(({ titre, etapes }) =>
    section(titre, `<ol>${etapes.map((etape) => `<li>${escapeHtml(etape)}</li>`).join('')}</ol>`),
  );
  const notes = [
    section(texts.descriptionTitre, `<p>${escapeHtml(texts.description)}</p>`),
    section(texts.confidentialiteTitre, `<p>${escapeHtml(texts.confidentialite)}</p>`),
  ];
  return `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(texts.titre)}</title>
    <link rel="icon" href="/onglet/pole.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/onglet/page.css">
    <script src="/onglet/page.js" type="module"></script>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(texts.titre)}</h1>
      <p class="intro">${escapeHtml(texts.intro)}</p>
      ${write(appId)}
      <div class="cards">${[...steps, ...notes].join('')}</div>
    </main>
  </body>
</html>
`;
}

function section(title: string, body: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${body}</section>`;
}

function write(appId: string | undefined): string {
  if (!appId) return `<p class="intro">${escapeHtml(texts.sansBot)}</p>`;
  const href = `https://teams.microsoft.com/l/chat/0/0?users=28:${encodeURIComponent(appId)}`;
  return `<a class="write" id="ecrire" href="${escapeHtml(href)}">${escapeHtml(texts.ecrire)}</a>`;
}
