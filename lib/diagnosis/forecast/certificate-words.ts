import type { CertificateDescription } from "#x509/description"

/** Every subject alternative name, of all kinds. */
export function namesOf({ sans }: CertificateDescription): readonly string[] {
	return [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
}

/** A time as RFC 3339 without fraction: `2026-11-22T12:00:00Z`. */
export function isoSeconds(time: string): string {
	return time.replace(/\.\d+Z$/, "Z")
}

/** Seconds since 1970. */
export function unixSeconds(time: string): number {
	return Math.floor(Date.parse(time) / 1_000)
}
