import { extendedKeyUsageNames } from "../oids.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, wordFor } from "./chain-member.ts"

/**
 * Purposes with rules of their own for the extended key usage, as BoringSSL's path validation has them: a TLS purpose
 * that must be named, in the leaf alone or in its issuers too, C2PA signing, and RCS clients of MLS.
 */
export type KeyPurpose =
	| "server-strict"
	| "server-strict-leaf"
	| "client-strict"
	| "client-strict-leaf"
	| "c2pa-manifest"
	| "c2pa-time-stamping"
	| "rcs-mls-client"

const oid = {
	any: "2.5.29.37.0",
	server: "1.3.6.1.5.5.7.3.1",
	client: "1.3.6.1.5.5.7.3.2",
	code: "1.3.6.1.5.5.7.3.3",
	mail: "1.3.6.1.5.5.7.3.4",
	time: "1.3.6.1.5.5.7.3.8",
	ocsp: "1.3.6.1.5.5.7.3.9",
	document: "1.3.6.1.5.5.7.3.36",
	rcsMls: "2.23.146.2.1.3",
} as const

/** The extended key usages of a path held to a purpose, leaf first. The anchor above the leaf is held to it when asked. */
export function checkPurpose(
	path: readonly ChainMember[],
	purpose: KeyPurpose,
	holdsAnchor: boolean,
): VerificationReason[] {
	return path.flatMap((member, position) => {
		if (member.isAnchor && position > 0 && !holdsAnchor) return []
		const isIssuerOfLeaf = position === 1 && !member.isAnchor
		const place = position === 0 ? "leaf" : isIssuerOfLeaf ? "issuer" : "above"
		return faultsOf(member, place, purpose).map(({ rule, problem }) => ({
			rule,
			...(member.index === undefined ? {} : { certificate: member.index }),
			text: `The ${wordFor(member, position)} ${problem}.`,
		}))
	})
}

interface PurposeFault {
	readonly rule: string
	readonly problem: string
}

type Place = "leaf" | "issuer" | "above"

function faultsOf(member: ChainMember, place: Place, purpose: KeyPurpose): readonly PurposeFault[] {
	switch (purpose) {
		case "server-strict":
		case "client-strict":
			return tlsFaults(member, place, purpose === "server-strict" ? "server" : "client", true)
		case "server-strict-leaf":
		case "client-strict-leaf":
			return tlsFaults(
				member,
				place,
				purpose === "server-strict-leaf" ? "server" : "client",
				place === "leaf",
			)
		case "c2pa-manifest":
			return place === "leaf" ? manifestFaults(member) : []
		case "c2pa-time-stamping":
			return place === "leaf" ? timeStampingFaults(member) : []
		case "rcs-mls-client":
			return rcsFaults(member, place)
	}
}

/** A leaf names the purpose itself; its issuer too, or (for servers) says nothing; further up anyExtendedKeyUsage does. */
function tlsFaults(
	{ certificate, isAnchor }: ChainMember,
	place: Place,
	wanted: "server" | "client",
	isStrict: boolean,
): readonly PurposeFault[] {
	const found = certificate.extensions.extendedKeyUsage
	const names = found ?? []
	const faults: PurposeFault[] = []
	const banned =
		place === "leaf" ? [oid.code, oid.ocsp, oid.time] : place === "issuer" ? [oid.code, oid.time] : []
	for (const usage of isStrict ? banned.filter((each) => names.includes(each)) : []) {
		const problem = `has extended key usage ${extendedKeyUsageNames[usage] ?? usage}, which this purpose forbids`
		faults.push({ rule: "extended-key-usage-forbidden", problem })
	}
	const hasAny = names.includes(oid.any) && (place === "above" || !isStrict)
	const isExcused = found === undefined && (!isStrict || (place === "issuer" && wanted === "server"))
	if (!names.includes(oid[wanted]) && !hasAny && !isExcused) {
		const problem = `does not name extended key usage ${wanted}Auth, which this purpose wants in words`
		faults.push({ rule: `${wanted}-cert-wrong-eku`, problem })
	}
	const isCa = certificate.extensions.basicConstraints?.isCa === true
	if (place === "leaf" && isStrict && isCa && !isAnchor)
		faults.push({ rule: "leaf-is-ca", problem: "is a CA, where an end entity is wanted" })
	return faults
}

/** C2PA specification 2.1, certificate profiles: signing of manifests. */
function manifestFaults({ certificate: { extensions } }: ChainMember): readonly PurposeFault[] {
	const names = extensions.extendedKeyUsage ?? []
	const isSigning = extensions.keyUsage?.includes("digitalSignature") === true
	const isNamed = names.includes(oid.mail) || names.includes(oid.document)
	const isForbidden = [oid.any, oid.ocsp, oid.time].some((each) => names.includes(each))
	if (isSigning && isNamed && !isForbidden) return []
	const problem =
		"may not sign C2PA manifests: that needs key usage digitalSignature, extended key usage emailProtection or documentSigning, and none of anyExtendedKeyUsage, OCSPSigning and timeStamping"
	return [{ rule: "c2pa-wrong-eku", problem }]
}

/** C2PA specification 2.1, certificate profiles: signing of time stamps. */
function timeStampingFaults({ certificate: { extensions } }: ChainMember): readonly PurposeFault[] {
	const names = extensions.extendedKeyUsage ?? []
	const isForbidden = [oid.any, oid.ocsp, oid.document, oid.mail].some((each) => names.includes(each))
	if (names.includes(oid.time) && !isForbidden) return []
	const problem =
		"may not sign C2PA time stamps: that needs extended key usage timeStamping, and none of anyExtendedKeyUsage, OCSPSigning, documentSigning and emailProtection"
	return [{ rule: "c2pa-wrong-eku", problem }]
}

/** GSMA RCS, end-to-end encryption, A.3.8.3: one usage and one key usage bit. */
function rcsFaults({ certificate: { extensions } }: ChainMember, place: Place): readonly PurposeFault[] {
	const { keyUsage, extendedKeyUsage } = extensions
	const faults: PurposeFault[] = []
	if (place === "leaf" && (keyUsage?.length !== 1 || keyUsage[0] !== "digitalSignature"))
		faults.push({ rule: "key-usage", problem: "needs key usage digitalSignature and no other" })
	if (extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== oid.rcsMls)
		faults.push({
			rule: "client-cert-wrong-eku",
			problem: "needs the extended key usage of RCS clients and no other",
		})
	return faults
}
