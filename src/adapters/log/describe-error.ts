export interface ErrorDescription {
  class: string;
  code?: string;
  frames?: string[];
  cause?: ErrorDescription;
}

const IDENTIFIER = /^[\w$.:-]{1,64}$/;
/** A frame ends with a place in a file; a line of a message that begins with « at » does not. */
const FRAME = /^\s+at .*(:\d+:\d+\)?|\(<anonymous>\)|\(native\)|\(index \d+\))$/;
const MAX_FRAMES = 30;
const MAX_CAUSES = 5;

/**
 * What may be logged of an error: its class, its code, where it came from. Never its message, nor any other
 * property: those of an SQL error carry the values of the row, those of an HTTP error the body.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { class: error === null ? 'null' : typeof error };
  const code = codeOf(error);
  const frames = framesOf(error);
  return {
    class: identifier(error.constructor.name) ?? identifier(error.name) ?? 'Error',
    ...(code ? { code } : {}),
    ...(frames.length > 0 ? { frames } : {}),
    ...(error.cause !== undefined && depth < MAX_CAUSES ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function codeOf(error: Error): string | undefined {
  const { code, driverError, statusCode } = error as { code?: unknown; driverError?: unknown; statusCode?: unknown };
  // typeorm wraps what the driver says: the SQLSTATE is one level down.
  const inner = (driverError as { code?: unknown } | undefined)?.code;
  return identifier(code) ?? identifier(inner) ?? identifier(statusCode);
}

function identifier(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return IDENTIFIER.test(text) ? text : undefined;
}

/** The frames are the last lines of the stack; the message before them may hold lines of its own. */
function framesOf(error: Error): string[] {
  const lines = withoutMessage(error).split('\n');
  const frames: string[] = [];
  for (let index = lines.length - 1; index >= 0 && FRAME.test(lines[index]!); index -= 1) {
    frames.unshift(lines[index]!.trim().replace(/^at /, ''));
  }
  return frames.slice(0, MAX_FRAMES);
}

function withoutMessage(error: Error): string {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const start = error.message === '' ? -1 : stack.indexOf(error.message);
  return start < 0 ? stack : stack.slice(start + error.message.length);
}
