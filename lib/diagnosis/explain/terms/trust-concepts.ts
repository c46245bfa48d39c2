import {
	brokenSignature,
	expired,
	noBundle,
	noIdentity,
	noWorkloadApi,
	otherIdentity,
	otherKey,
	otherName,
	partSettings,
	unknownAuthority,
} from "../cause-lists.ts"
import type { ConceptRule } from "./concept.ts"

/** Ideas about keys, settings, identities and what stands behind a certificate; the first rule that fits a clause counts. Data. */
export const trustConcepts: readonly ConceptRule[] = [
	{
		all: [["credential"], ["exposed"], ["channel"]],
		causes: [["token-over-plaintext-refused", 0.95]],
		why: "The words say that credentials must not go over a channel without encryption.",
	},
	{
		all: [["certificate"], ["key"], ["match"], ["not"]],
		none: ["schema"],
		causes: otherKey,
		why: "The words say that certificate and key do not belong together.",
	},
	{
		all: [["certificate"], ["revoked"]],
		causes: [["revoked", 0.95]],
		why: "The words say that a certificate is revoked.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["early"]],
		causes: [["not-yet-valid", 0.9]],
		why: "The words say that a certificate is not valid yet, or that clocks disagree.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["expired"]],
		causes: expired,
		why: "The words say that a certificate has expired.",
	},
	{
		all: [["tls"], ["context"], ["not"]],
		none: ["late"],
		causes: [
			["bad-pem-or-key", 0.85],
			["partial-config", 0.7],
			["file-unreadable", 0.4],
		],
		why: "The words say that TLS could not be set up: a key, a certificate or a store was not taken.",
	},
	{
		all: [["tls", "certificate"], ["require"], ["settings"]],
		none: ["client", "read", "present"],
		causes: partSettings,
		why: "The words say that parts of the TLS settings are missing.",
	},
	{
		all: [["certificate", "key"], ["certificate", "key", "bundle"], ["tls"], ["not"], ["settings"]],
		none: ["read", "match", "trust"],
		causes: partSettings,
		why: "The words say that parts of TLS are set, and others are not.",
	},
	{
		all: [["certificate"], ["key"], ["require", "together"]],
		none: ["read", "match"],
		causes: partSettings,
		why: "The words say that certificate and key must be set together.",
	},
	{
		all: [["certificate"], ["key"], ["absent"], ["settings", "require"]],
		none: ["file", "read"],
		causes: partSettings,
		why: "The words say that certificate and key must be set together.",
	},
	{
		all: [["identity"], ["found"], ["not"]],
		causes: noIdentity,
		why: "The words say that there is no such identity for the workload.",
	},
	{
		all: [["spiffe"], ["not"], ["allow", "match"]],
		causes: otherIdentity,
		why: "The words say that this SPIFFE identity is not the one that is allowed.",
	},
	{
		all: [["workload"], ["not", "absent"]],
		causes: noWorkloadApi,
		why: "The words say that the Workload API did not serve.",
	},
	{
		all: [["certificate"], ["signature"], ["verify"], ["not"]],
		causes: brokenSignature,
		why: "The words say that a signature does not fit the key of the authority.",
	},
	{
		all: [["certificate"], ["verify"], ["not"], ["authority", "bundle"]],
		causes: unknownAuthority,
		why: "The words say that no authority that is trusted stands behind a certificate.",
	},
	{
		all: [["tls"], ["bundle"], ["absent"], ["settings"]],
		none: ["certificate"],
		causes: [
			["partial-config", 0.85],
			["trust-bundle-missing-or-stale", 0.7],
		],
		why: "The words say that the authorities to trust were not set.",
	},
	{
		all: [["certificate", "bundle"], ["empty"]],
		none: ["key"],
		causes: [
			["bad-pem-or-key", 0.85],
			["partial-config", 0.7],
			["client-cert-required", 0.3],
		],
		why: "The words say that there is no certificate where one should be.",
	},
	{
		all: [["certificate"], ["altName"], ["lack", "require"]],
		none: ["match"],
		causes: [
			["cn-only-no-san", 0.9],
			["hostname-mismatch", 0.4],
		],
		why: "The words say that the certificate has no subject alternative name.",
	},
	{
		all: [["bundle"], ["absent", "not"]],
		none: ["read", "untrusted"],
		causes: noBundle,
		why: "The words say that the authorities to trust are missing.",
	},
	{
		all: [["certificate"], ["name", "altName"], ["not"], ["allow", "trust"]],
		none: ["authority", "bundle", "verify"],
		causes: otherName,
		why: "The words say that the certificate carries another name.",
	},
	{
		all: [
			["certificate", "authority", "tls"],
			["trust", "untrusted"],
			["not", "untrusted"],
		],
		causes: unknownAuthority,
		why: "The words say that the authority behind a certificate is not trusted.",
	},
]
