/** How the API is reached, and as whom. Read anew when the credentials are no longer accepted. */
export interface Access {
  /** The address of the API, without a slash at its end. */
  readonly server: string
  readonly namespace: string
  /** Where all this was read, for people. */
  readonly source: string
  readonly tls: {
    readonly ca?: string
    readonly cert?: string
    readonly key?: string
    readonly servername?: string
    readonly rejectUnauthorized?: boolean
  }
  /** The value of the header `authorization`. */
  readonly authorization?: string
}

/** What the API answered. */
export interface Answer {
  readonly status: number
  /** What JSON the body holds; undefined where it is none. */
  readonly body: unknown
  /** Seconds after which to ask again, where the API says that. */
  readonly after: number | undefined
}
