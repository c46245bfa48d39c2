import { type Authority, type Issued, issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"

/** What kind of CA to make. */
export interface AuthorityRequest {
	readonly commonName: string
	readonly organization?: string
	/** Absent: P-256. */
	readonly keyAlgorithm?: KeyAlgorithm
	/** Milliseconds from `notBefore` to notAfter. Absent: ten years. */
	readonly lifetimeMs?: number
	/** Absent: one minute ago. */
	readonly notBefore?: Date
	/** How many CAs may follow below this one. Absent: no limit. */
	readonly pathLength?: number
	/** The CA above. Absent: a root, which signs itself. */
	readonly parent?: Authority
	/** URI SAN, such as the SPIFFE ID of a trust domain. */
	readonly uri?: string
}

const tenYearsMs = 3_652 * 86_400_000
const skewMs = 60_000

/** Makes a CA: keyCertSign and cRLSign, critical basic constraints. The names are taken literally, whatever they hold. */
export async function createAuthority(request: AuthorityRequest): Promise<Authority> {
	const { parent, organization } = request
	const notBefore = request.notBefore ?? new Date(Date.now() - skewMs)
	const issued = await issueCertificate({
		subject: [...(organization === undefined ? [] : [{ O: organization }]), { CN: request.commonName }],
		notBefore,
		notAfter: new Date(notBefore.getTime() + (request.lifetimeMs ?? tenYearsMs)),
		ca: { pathLength: request.pathLength ?? null },
		...(parent === undefined ? {} : { authority: parent }),
		...(request.keyAlgorithm === undefined ? {} : { keyAlgorithm: request.keyAlgorithm }),
		...(request.uri === undefined ? {} : { uri: [request.uri] }),
	})
	return authorityOf(issued, parent)
}

/** The CA that was just issued, ready to issue in turn; `parent` is the CA above, absent for a root. */
export function authorityOf(issued: Issued, parent: Authority | undefined): Authority {
	const { certificate, key, pem, der } = issued
	if (parent === undefined) return { certificate, key, pem, der, chainPem: "" }
	return { certificate, key, pem, der, chainPem: issued.chainPem, ...rootAbove(parent) }
}

/** A parent that neither knows its root nor is one leaves the root unknown. */
function rootAbove({ rootPem, chainPem, pem }: Authority): Pick<Authority, "rootPem"> {
	const root = rootPem ?? (chainPem === "" ? pem : undefined)
	return root === undefined ? {} : { rootPem: root }
}
