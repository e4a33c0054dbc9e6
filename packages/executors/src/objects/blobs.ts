/** Where bytes are kept by name: what a folder and a bucket differ in. Every call rejects with D455 or D459 when the place is away or full. */
export interface Blobs {
  /** `s3://bucket/prefix` or `file:///shared/folder`. */
  readonly at: string
  /** The address of a name, and back; undefined for one of elsewhere. */
  addressOf(name: string): string
  nameOf(address: string): string | undefined
  /** Writes a blob of so many bytes, whole or not at all, over what was there. What `content` throws is thrown as it is. */
  write(name: string, content: AsyncIterable<Uint8Array>, bytes: number, signal?: AbortSignal): Promise<void>
  /** The bytes from a position on; undefined where there is no such name. A stream that breaks off throws. */
  read(name: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>
  /** All names that begin so. */
  list(beginning: string): AsyncIterable<{ readonly name: string; readonly bytes: number }>
  /** What is gone already is no error. */
  remove(names: readonly string[]): Promise<void>
}
