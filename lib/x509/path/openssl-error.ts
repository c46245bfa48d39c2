import { isSameName } from "../name.ts"
import type { Verification, VerificationReason } from "../verification.ts"
import type { ChainMember } from "./chain-member.ts"

/** What OpenSSL reports first: its error number, the depth in the chain (leaf = 0) and its words. */
export interface OpensslError {
	readonly code: number
	readonly depth: number
	readonly text: string
}

/** Error number, words and the step of X509_verify_cert in which it is found (OpenSSL 3.0, crypto/x509/x509_vfy.c). */
interface Row {
	readonly code: number
	readonly text: string
	readonly step: number
}

const byRule: Readonly<Record<string, Row>> = {
	"certificate-distrusted": { code: 28, text: "certificate rejected", step: 1 },
	"unknown-critical-extension": { code: 34, text: "unhandled critical extension", step: 2 },
	"ca-without-basic-constraints": { code: 79, text: "invalid CA certificate", step: 2 },
	"key-usage": { code: 26, text: "unsuitable certificate purpose", step: 2 },
	"server-cert-wrong-eku": { code: 26, text: "unsuitable certificate purpose", step: 2 },
	"client-cert-wrong-eku": { code: 26, text: "unsuitable certificate purpose", step: 2 },
	"path-length-exceeded": { code: 25, text: "path length constraint exceeded", step: 2 },
	"explicit-curve": { code: 94, text: "Certificate public key has explicit ECC parameters", step: 2 },
	"weak-key": { code: 67, text: "CA certificate key too weak", step: 3 },
	"weak-signature": { code: 68, text: "CA signature digest algorithm too weak", step: 3 },
	"hostname-mismatch": { code: 62, text: "hostname mismatch", step: 4 },
	"cn-only-no-san": { code: 62, text: "hostname mismatch", step: 4 },
	"uri-san-only": { code: 62, text: "hostname mismatch", step: 4 },
	"ip-san-missing": { code: 64, text: "IP address mismatch", step: 4 },
	"revocation-unknown": { code: 3, text: "unable to get certificate CRL", step: 5 },
	revoked: { code: 23, text: "certificate revoked", step: 5 },
	"not-yet-valid": { code: 9, text: "certificate is not yet valid", step: 6 },
	"expired-server-cert": { code: 10, text: "certificate has expired", step: 6 },
	"expired-client-cert": { code: 10, text: "certificate has expired", step: 6 },
	"trust-bundle-missing-or-stale": { code: 10, text: "certificate has expired", step: 6 },
	"bad-signature": { code: 7, text: "certificate signature failure", step: 6 },
	"name-constraint-limit": { code: 1, text: "unspecified certificate verification error", step: 7 },
	"name-constraint-violation": { code: 47, text: "permitted subtree violation", step: 7 },
	"policy-extension-invalid": {
		code: 42,
		text: "invalid or inconsistent certificate policy extension",
		step: 8,
	},
	"no-valid-policy": { code: 43, text: "no explicit policy", step: 8 },
}

const excluded: Row = { code: 48, text: "excluded subtree violation", step: 7 }

/**
 * The error OpenSSL would report first for these faults. OpenSSL stops at the first, in the order of its steps, and
 * checks validity from the anchor down. Undefined when there is no fault, or none that OpenSSL has a number for.
 */
export function opensslError(
	reasons: readonly VerificationReason[],
	path: readonly ChainMember[],
	isAnchored: boolean,
): OpensslError | undefined {
	if (reasons.length === 0) return undefined
	const isBroken = reasons.some(({ rule }) => rule === "bad-signature")
	if (!isAnchored && !isBroken) return unanchored(path)
	const found = reasons.flatMap((reason) => {
		const row = rowFor(reason, path)
		return row === undefined ? [] : [{ ...row, depth: depthOf(reason, path) }]
	})
	const [first] = found.toSorted((a, b) =>
		a.step === b.step ? (a.step === 6 ? b.depth - a.depth : a.depth - b.depth) : a.step - b.step,
	)
	return first && { code: first.code, depth: first.depth, text: first.text }
}

/** Node's words for OpenSSL's error numbers; of all others it says `UNSPECIFIED` (ncrypto, X509Pointer::ErrorCode). */
const nodeNames: Readonly<Record<number, string>> = {
	2: "UNABLE_TO_GET_ISSUER_CERT",
	3: "UNABLE_TO_GET_CRL",
	7: "CERT_SIGNATURE_FAILURE",
	9: "CERT_NOT_YET_VALID",
	10: "CERT_HAS_EXPIRED",
	18: "DEPTH_ZERO_SELF_SIGNED_CERT",
	19: "SELF_SIGNED_CERT_IN_CHAIN",
	20: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
	21: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
	22: "CERT_CHAIN_TOO_LONG",
	23: "CERT_REVOKED",
	24: "INVALID_CA",
	25: "PATH_LENGTH_EXCEEDED",
	26: "INVALID_PURPOSE",
	27: "CERT_UNTRUSTED",
	28: "CERT_REJECTED",
}

/**
 * Every word that Node may have for the faults that OpenSSL's rules find. Node lets OpenSSL go on after an error and
 * reports the last one, so that each fault may be the one it tells.
 */
export function nodeErrorNames({
	reasons,
	anchored,
	opensslError: first,
}: Pick<Verification, "reasons" | "anchored"> & { readonly opensslError?: OpensslError }): readonly string[] {
	const codes = [
		...(first === undefined ? [] : [first.code]),
		...reasons.flatMap(({ rule }) => byRule[rule]?.code ?? []),
		...(anchored ? [] : [2, 20, 21]),
		...(reasons.some(({ rule }) => rule === "weak-signature-or-key") ? [66] : []),
	]
	return [...new Set(codes.map((code) => nodeNames[code] ?? "UNSPECIFIED"))]
}

function unanchored(path: readonly ChainMember[]): OpensslError {
	const depth = path.length - 1
	const top = path[depth]?.certificate
	const isSelfSigned = top !== undefined && isSameName(top.subject, top.issuer)
	if (!isSelfSigned) return { code: 20, depth, text: "unable to get local issuer certificate" }
	return depth === 0
		? { code: 18, depth, text: "self-signed certificate" }
		: { code: 19, depth, text: "self-signed certificate in certificate chain" }
}

function rowFor(reason: VerificationReason, path: readonly ChainMember[]): Row | undefined {
	if (reason.rule === "name-constraint-violation" && reason.text.includes(" excludes ")) return excluded
	if (reason.rule !== "weak-signature-or-key") return byRule[reason.rule]
	if (reason.text.includes(" is signed with ")) return byRule["weak-signature"]
	return depthOf(reason, path) === 0
		? { code: 66, text: "EE certificate key too weak", step: 3 }
		: byRule["weak-key"]
}

/** A certificate without an index was not sent: it is the anchor at the end, or stands where the path leaves the wire. */
function depthOf({ certificate, text }: VerificationReason, path: readonly ChainMember[]): number {
	if (certificate === undefined && text.startsWith("The trust anchor ")) return path.length - 1
	return Math.max(
		0,
		path.findIndex(({ index }) => index === certificate),
	)
}
