import type { Signal } from "./signal.ts"

/**
 * Where saved states and artifacts are kept apart from the machine that made them: a shared folder, a bucket. Every implementation is held
 * to `objectStoreLaws` of the testkit. What cannot be done now rejects with D455 (the place is away, or refuses) or D459 (a disk is full).
 */
export interface ObjectStore {
  /** `s3://bucket/prefix` or `file:///shared/folder`; no secret is in it. */
  readonly at: string
  /** Whether an address lies here. */
  holds(address: string): boolean
  /** The address of what is kept under a key: segments of letters, digits, `.`, `_`, `-` and `%`, with slashes between them. */
  addressOf(key: string): string
  /**
   * Copies a file, or a folder with all that is in it, and gives its address when all of it is there: whole or not at all. What lay
   * under the key is replaced. Rejects when there is nothing to copy, or it changes meanwhile.
   */
  put(key: string, from: string, signal?: Signal): Promise<KeptObject>
  /**
   * Copies what was put to `to`, which is not there yet, and compares each file with the digest of what was put: whole or not at all.
   * Rejects with D456 when it has vanished or is damaged.
   */
  get(address: string, to: string, signal?: Signal): Promise<void>
  /** What is wrong with it, as far as can be seen without reading it all: it has vanished, or is cut short. Undefined when nothing is. */
  flaw(address: string): Promise<string | undefined>
  /** What lies below a key, or everywhere for the empty one; also what was begun and never finished. */
  list(below: string): Promise<readonly KeptObject[]>
  /** What is gone already is no error. */
  remove(address: string): Promise<void>
  /** A single file that was put, as a stream that fails at its end when its digest differs; undefined where there is none. */
  read(address: string): Promise<{ readonly bytes: number; readonly body: AsyncIterable<Uint8Array> } | undefined>
}

/** Something that is kept. */
export interface KeptObject {
  readonly address: string
  /** Of all its files. */
  readonly bytes: number
  /** False for what was begun and never finished, or is being removed. */
  readonly whole: boolean
}
