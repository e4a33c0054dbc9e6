import type { Duplex } from "node:stream"

/**
 * Lets a stream be read to its end although a write to it fails. Whoever leaves closes both ways at once, and a stream that is written to
 * after that is by itself destroyed together with what has come and was not read yet: the last words of a script. That they are not heard
 * is nothing to those who have left, so a failed write is passed over.
 */
export function keepReading(stream: Duplex): void {
  const [write, writev] = [stream._write.bind(stream), stream._writev?.bind(stream)]
  stream._write = (chunk, encoding, done) => write(chunk, encoding, () => done())
  if (writev !== undefined) stream._writev = (chunks, done) => writev(chunks, () => done())
}
