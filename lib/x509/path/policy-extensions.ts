import { readBytes } from "#base/bytes"
import type { Result } from "#base/result"
import { contextTag, DerReader, derTag } from "../der.ts"
import { decodeSmallInteger, readOid, readSmallInteger } from "../der-values.ts"
import type { CertificateExtensions } from "../extensions.ts"

/** The policy extensions of one certificate (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14). */
export interface PolicyExtensions {
	/** Object identifiers; absent without the extension. */
	readonly policies?: readonly string[]
	readonly mappings: readonly { readonly issuer: string; readonly subject: string }[]
	readonly requireExplicit?: number
	readonly inhibitMapping?: number
	readonly inhibitAny?: number
}

const policiesMax = 1_000

/** Reads the policy extensions; a policy that stands twice is a failure, as section 4.2.1.4 asks. */
export function readPolicyExtensions({
	list,
}: CertificateExtensions): Result<PolicyExtensions, { text: string }> {
	const value = (oid: string) => list.find((found) => found.oid === oid)?.value
	return readBytes(new Uint8Array(), "policies", (): PolicyExtensions => {
		const policies = value("2.5.29.32")
		const mappings = value("2.5.29.33")
		const constraints = value("2.5.29.36")
		const inhibitAny = value("2.5.29.54")
		return {
			...(policies === undefined ? {} : { policies: readPolicies(policies) }),
			mappings: mappings === undefined ? [] : readMappings(mappings),
			...(constraints === undefined ? {} : readConstraints(constraints)),
			...(inhibitAny === undefined
				? {}
				: { inhibitAny: readSmallInteger(new DerReader(inhibitAny, ""), "inhibitAnyPolicy") }),
		}
	})
}

function readPolicies(der: Uint8Array): string[] {
	const outer = new DerReader(der, "")
	const sequence = outer.enter("certificatePolicies")
	outer.expectEnd("certificatePolicies")
	const found: string[] = []
	if (!sequence.hasMore) sequence.fail("invalid", "", "holds no policy")
	while (sequence.hasMore) {
		const oid = readOid(sequence.enter("policy"), "policyIdentifier")
		if (found.includes(oid)) sequence.fail("invalid", oid, "appears twice")
		if (found.length >= policiesMax) sequence.fail("too-large", "", `has more than ${policiesMax} policies`)
		found.push(oid)
	}
	return found
}

function readMappings(der: Uint8Array): { issuer: string; subject: string }[] {
	const sequence = new DerReader(der, "").enter("policyMappings")
	const found: { issuer: string; subject: string }[] = []
	while (sequence.hasMore) {
		if (found.length >= policiesMax) sequence.fail("too-large", "", `has more than ${policiesMax} mappings`)
		const pair = sequence.enter("mapping")
		const issuer = readOid(pair, "issuerDomainPolicy")
		found.push({ issuer, subject: readOid(pair, "subjectDomainPolicy") })
	}
	return found
}

function readConstraints(der: Uint8Array): Pick<PolicyExtensions, "requireExplicit" | "inhibitMapping"> {
	const sequence = new DerReader(der, "").enter("policyConstraints", derTag.sequence)
	const explicit = sequence.optional("requireExplicitPolicy", contextTag(0, false))
	const mapping = sequence.optional("inhibitPolicyMapping", contextTag(1, false))
	return {
		...(explicit && {
			requireExplicit: decodeSmallInteger(sequence, explicit.body, "requireExplicitPolicy"),
		}),
		...(mapping && { inhibitMapping: decodeSmallInteger(sequence, mapping.body, "inhibitPolicyMapping") }),
	}
}
