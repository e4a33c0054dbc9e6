/** A bucket, and how it is reached where the surroundings do not say. */
export interface S3Place {
  readonly bucket: string
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string
  readonly endpoint?: string
  readonly region?: string
  /** Whether the bucket stands in the path rather than in the name of the host. */
  readonly pathStyle?: boolean
}

/** Reads `s3://bucket/prefix?endpoint=…&region=…&path-style=yes`; what is wrong with it, as text. */
export function readS3Place(text: string): S3Place | string {
  const [, bucket = "", path = "", query = ""] = /^s3:\/\/([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? []
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return "s3://BUCKET/PREFIX with the name of a bucket"
  const prefix = path.replace(/^\/+|\/+$/g, "")
  if (prefix !== "" && !prefix.split("/").every((part) => /^[\w%.-]+$/.test(part) && !/^\.+$/.test(part)))
    return "a prefix of letters, digits, dots, hyphens and slashes"
  const options = new Map(new URLSearchParams(query))
  const [endpoint, region, style] = [options.get("endpoint"), options.get("region"), options.get("path-style")]
  for (const name of options.keys())
    if (!["endpoint", "region", "path-style"].includes(name)) return "no options but endpoint, region and path-style"
  if (endpoint !== undefined && !isEndpoint(endpoint))
    return "an endpoint such as https://minio.lab:9000, without a name or a password in it"
  if (style !== undefined && style !== "yes" && style !== "no") return "path-style=yes or path-style=no"
  return {
    bucket,
    prefix,
    ...(endpoint !== undefined && { endpoint: endpoint.replace(/\/+$/, "") }),
    ...(region !== undefined && { region }),
    ...(style !== undefined && { pathStyle: style === "yes" }),
  }
}

/** The address of a place without what comes after it, and what comes after all of its addresses: no slash is in that. */
export function s3Base({ bucket, prefix, endpoint, region, pathStyle }: S3Place): { readonly address: string; readonly query: string } {
  const options = [
    endpoint !== undefined && `endpoint=${encodeURIComponent(endpoint)}`,
    region !== undefined && `region=${encodeURIComponent(region)}`,
    pathStyle !== undefined && `path-style=${pathStyle ? "yes" : "no"}`,
  ].filter((option) => option !== false)
  return { address: `s3://${bucket}${prefix === "" ? "" : `/${prefix}`}`, query: options.length === 0 ? "" : `?${options.join("&")}` }
}

function isEndpoint(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text)
    return (protocol === "http:" || protocol === "https:") && username === "" && password === ""
  } catch {
    return false
  }
}
