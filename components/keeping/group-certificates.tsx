import type { CertificateStatus } from "#pki/certificate-status"

/** Certificates that belong under one heading. */
export interface CertificateGroup {
	readonly id: "renew" | "order" | "past" | "lab"
	readonly title: string
	readonly certificates: readonly CertificateStatus[]
}

/** Sorts certificates under headings; headings without any are left out. Their order within stays. */
export function groupCertificates(all: readonly CertificateStatus[]): readonly CertificateGroup[] {
	const of = (id: CertificateGroup["id"]) => all.filter((certificate) => groupOf(certificate) === id)
	const groups: readonly CertificateGroup[] = [
		{ id: "renew", title: "To be renewed", certificates: of("renew") },
		{ id: "order", title: "In order", certificates: of("order") },
		{ id: "past", title: "Ended or replaced", certificates: of("past") },
		{ id: "lab", title: "Seen in the lab alone", certificates: of("lab") },
	]
	return groups.filter(({ certificates }) => certificates.length > 0)
}

/** The answer in one sentence. */
export function leadOf({
	certificates,
	needsRenewal,
}: {
	readonly certificates: readonly CertificateStatus[]
	readonly needsRenewal: number
}): string {
	if (certificates.length === 0) return "Nothing is kept, issued, remembered or watched yet."
	if (needsRenewal === 0) return "No certificate needs renewal now."
	const ended = certificates.filter((each) => each.needsRenewal && each.state === "expired").length
	const ones =
		needsRenewal === 1 ? "1 certificate needs renewal" : `${needsRenewal} certificates need renewal`
	return ended === 0
		? `${ones}.`
		: `${ones}; ${ended === needsRenewal ? "" : `${ended} of them `}already ended.`
}

function groupOf({
	needsRenewal,
	state,
	replacedBy,
	origin,
	uses,
}: CertificateStatus): CertificateGroup["id"] {
	if (needsRenewal) return "renew"
	if (origin === "watched" && uses.every(({ isFromLab }) => isFromLab)) return "lab"
	return state === "expired" || replacedBy !== undefined ? "past" : "order"
}
