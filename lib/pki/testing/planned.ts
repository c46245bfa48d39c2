import type { CertificateForm, Profile } from "../certificate-form.ts"
import { type Authority, type Issued, issueCertificate } from "../issue.ts"
import { planCertificate } from "../plan-certificate.ts"

/** A form that every test may change: names for leaves, a SPIFFE ID for an SVID, a name for a CA; for one day. */
export function formOf(profile: Profile, more: Partial<CertificateForm> = {}): CertificateForm {
	const isCa = profile === "root" || profile === "intermediate"
	return {
		profile,
		names: isCa || profile === "svid" ? [] : ["api.example.org", "127.0.0.1"],
		keyAlgorithm: "p256",
		lifetime: "1d",
		...(profile === "svid" ? { spiffeId: "spiffe://example.org/ns/prod/sa/api" } : {}),
		...(isCa ? { commonName: profile === "root" ? "Planned CA" : "Planned Issuing CA" } : {}),
		...more,
	}
}

/** Plans and issues, now. Rejects with the problems when the plan is refused. */
export async function issuePlanned(form: CertificateForm, authority?: Authority): Promise<Issued> {
	const plan = await planCertificate(form, {
		now: new Date(),
		...(authority === undefined ? {} : { authority }),
	})
	if (!plan.ok) throw new Error(JSON.stringify(plan.error))
	return issueCertificate(plan.value.request)
}

/** What is refused, as `field: text`; empty when the plan is granted. */
export async function problemsOf(form: CertificateForm, authority?: Authority): Promise<readonly string[]> {
	const plan = await planCertificate(form, {
		now: new Date(),
		...(authority === undefined ? {} : { authority }),
	})
	return plan.ok ? [] : plan.error.map(({ field, text }) => `${field}: ${text}`)
}
