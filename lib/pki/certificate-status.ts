import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { spiffeIdOf } from "#spiffe/svid-rules"
import type { CertificateDescription } from "#x509/description"

/** What an endpoint has to do with a certificate. */
export interface CertificateUse {
	readonly endpointId: string
	readonly endpointName: string
	/** Servers of the lab are wrong on purpose: what only they use asks for nobody's attention. */
	readonly isFromLab: boolean
	/** `served`: its server shows it; `chain`: its server sends it along; `client`: we show it; `ca`: we trust it. */
	readonly role: "served" | "chain" | "client" | "ca"
}

/** What is known about one certificate. */
export interface CertificateFacts {
	readonly certificate: Pick<
		CertificateDescription,
		"sha256" | "subject" | "issuer" | "serial" | "sans" | "notBefore" | "notAfter" | "isCa"
	>
	/**
	 * A CA that is kept here, a certificate that was issued here, one that our own Workload API gives, one that is
	 * remembered, or one that was seen at an endpoint.
	 */
	readonly origin: "kept" | "issued" | "workload" | "remembered" | "watched"
	/** Somebody wants it here, and can have it forgotten. */
	readonly isRemembered?: boolean
	readonly uses: readonly CertificateUse[]
	/** SHA-256 of a later certificate of the same CA, subject and names. */
	readonly replacedBy?: string
	/** Of a kept CA: certificates issued here from it that have not ended. */
	readonly issuedValid?: number
}

/** One certificate at a glance. JSON-safe. */
export interface CertificateStatus extends Omit<CertificateFacts, "certificate"> {
	readonly sha256: string
	readonly serial: string
	readonly subject: string
	readonly issuer: string
	readonly names: readonly string[]
	readonly isCa: boolean
	readonly spiffeId?: string
	readonly trustDomain?: string
	/** ISO 8601. */
	readonly notBefore: string
	readonly notAfter: string
	readonly state: "not-yet-valid" | "valid" | "expired"
	/** Milliseconds until notAfter; negative afterwards. */
	readonly remainingMs: number
	/** 0 at notBefore, 1 at notAfter and later. */
	readonly usedShare: number
	/** From this share of its lifetime on it is to be renewed: 0.5 for an SVID, 0.66 for others. */
	readonly renewAtShare: number
	/** ISO 8601. */
	readonly renewAt: string
	readonly needsRenewal: boolean
	/** Why it does or does not, as a sentence. */
	readonly why: string
}

const renewSvidAt = 0.5
const renewOthersAt = 0.66

/**
 * How far a certificate is through its life at a moment (milliseconds since 1970), and whether it needs renewal: an
 * SVID from half of its lifetime on, others from 66 %. What nobody uses any more needs none: replaced by a later one,
 * or ended without an endpoint that uses it, or used by servers of the lab alone.
 */
export function judgeCertificate(facts: CertificateFacts, now: number): CertificateStatus {
	const { certificate, ...rest } = facts
	const { sha256, serial, subject, issuer, sans, isCa, notBefore, notAfter } = certificate
	const [start, end] = [Date.parse(notBefore), Date.parse(notAfter)]
	const spiffeId = spiffeIdOf(certificate)
	const parsed = spiffeId === undefined ? undefined : parseSpiffeId(spiffeId)
	const renewAtShare = spiffeId !== undefined && !isCa ? renewSvidAt : renewOthersAt
	const usedShare = end <= start ? 1 : Math.min(1, Math.max(0, (now - start) / (end - start)))
	const state = now < start ? "not-yet-valid" : now > end ? "expired" : "valid"
	const isDue = usedShare >= renewAtShare
	const spared = sparedBecause(facts, state === "expired")
	return {
		...rest,
		...{ sha256, serial, subject, issuer, isCa, notBefore, notAfter, state, usedShare, renewAtShare },
		names: [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email],
		...(spiffeId === undefined ? {} : { spiffeId }),
		...(parsed?.ok === true ? { trustDomain: trustDomainOf(parsed.value) } : {}),
		remainingMs: end - now,
		renewAt: new Date(start + (end - start) * renewAtShare).toISOString(),
		needsRenewal: isDue && spared === undefined,
		why: isDue ? (spared ?? dueBecause(state, renewAtShare, facts.isRemembered === true)) : timeLeft(facts),
	}
}

/** Those that need renewal first, then by the time at which they will. */
export function byUrgency(a: CertificateStatus, b: CertificateStatus): number {
	const order = Number(b.needsRenewal) - Number(a.needsRenewal)
	const ended = Number(a.state === "expired") - Number(b.state === "expired")
	if (order !== 0) return order
	if (!a.needsRenewal && ended !== 0) return ended
	return a.renewAt < b.renewAt ? -1 : Number(a.renewAt > b.renewAt)
}

function sparedBecause(
	{ origin, uses, replacedBy, isRemembered = false }: CertificateFacts,
	isExpired: boolean,
): string | undefined {
	if (uses.some(({ isFromLab }) => !isFromLab)) return undefined
	if (replacedBy !== undefined) return "A later certificate has taken its place."
	if (origin === "kept" || origin === "workload" || isRemembered) return undefined
	if (origin === "issued" && !isExpired) return undefined
	if (uses.length > 0) return "Only servers of the lab use it."
	return "It has ended, and no endpoint uses it."
}

function timeLeft({ origin, certificate }: CertificateFacts): string {
	return origin === "workload" && !certificate.isCa
		? "The Workload API of the lab page renews it by itself at half of its life."
		: "There is time before it has to be renewed."
}

function dueBecause(state: CertificateStatus["state"], share: number, canForget: boolean): string {
	if (state === "expired")
		return `It has ended. Issue a new one now${canForget ? ", or forget it if nobody needs it" : ""}.`
	return `More than ${Math.round(share * 100)} % of its lifetime is used. Renew it.`
}
