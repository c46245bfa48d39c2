import type { CertificateDescription } from "#x509/description"

const units = [
	["day", 86_400_000],
	["hour", 3_600_000],
	["minute", 60_000],
	["second", 1_000],
] as const

/** A span of time in its largest whole unit, as people say it: `3 days`, `1 hour`. */
export function describeSpan(ms: number): string {
	const size = Math.abs(ms)
	const [name, unit] = units.find(([, length]) => size >= length) ?? ["second", 1_000]
	const count = Math.max(1, Math.floor(size / unit))
	return `${count} ${name}${count === 1 ? "" : "s"}`
}

/**
 * How close a valid certificate is to its end, as a share of its lifetime, so that an hour-long SVID and a year-long
 * certificate are judged alike: below a tenth is a warning, below a fifth a notice. Issuers that rotate renew well
 * before: SPIRE at one half, cert-manager at two thirds.
 */
export function expiryOutlook(
	certificate: CertificateDescription,
	at: number,
): { readonly severity: "warning" | "notice"; readonly leftMs: number } | undefined {
	const notBefore = Date.parse(certificate.notBefore)
	const notAfter = Date.parse(certificate.notAfter)
	const left = notAfter - at
	const lifetime = notAfter - notBefore
	if (!(left > 0) || !(lifetime > 0) || at < notBefore) return undefined
	const share = left / lifetime
	if (share >= 0.2) return undefined
	return { severity: share < 0.1 ? "warning" : "notice", leftMs: left }
}
