import type { LintRule } from "./lint-rule.ts"
import { anyExtendedKeyUsage } from "./rules/any-extended-key-usage.ts"
import { caConstraintsNotCritical, caLacksBasicConstraints } from "./rules/ca-lacks-basic-constraints.ts"
import { caLacksKeyCertSign } from "./rules/ca-lacks-key-cert-sign.ts"
import { certificateVersion } from "./rules/certificate-version.ts"
import { clientAuthFromPublicCa } from "./rules/client-auth-from-public-ca.ts"
import { commonNameNotInSan } from "./rules/common-name-not-in-san.ts"
import { digitalSignatureMissing } from "./rules/digital-signature-missing.ts"
import { dnsNameInvalid } from "./rules/dns-name-invalid.ts"
import { ekuLacksUsage } from "./rules/eku-lacks-usage.ts"
import { ekuMissing } from "./rules/eku-missing.ts"
import { ekuOneSide } from "./rules/eku-one-side.ts"
import { emptyName } from "./rules/empty-name.ts"
import { ipInDnsSan } from "./rules/ip-in-dns-san.ts"
import { keyIdentifier } from "./rules/key-identifier.ts"
import { caKeyUsageMissing, keyUsageNotCritical } from "./rules/key-usage-missing.ts"
import { leafIsAuthority } from "./rules/leaf-is-authority.ts"
import { leafMaySign } from "./rules/leaf-may-sign.ts"
import { lifetimeBeyondPublic, lifetimeLong } from "./rules/lifetime-long.ts"
import { nameConstraintsForm } from "./rules/name-constraints-form.ts"
import { nulInName } from "./rules/nul-in-name.ts"
import { outlivesIssuer } from "./rules/outlives-issuer.ts"
import { pathLengthOnLeaf } from "./rules/path-length-on-leaf.ts"
import { sanMissing } from "./rules/san-missing.ts"
import { selfSignedLeaf } from "./rules/self-signed-leaf.ts"
import { serialNumber } from "./rules/serial-number.ts"
import { signatureAlgorithmsDiffer } from "./rules/signature-algorithms-differ.ts"
import { spiffeUriCount } from "./rules/spiffe-uri-count.ts"
import { noWellDefinedExpiry, timeEncoding } from "./rules/time-encoding.ts"
import { underscoreInDnsName } from "./rules/underscore-in-dns-name.ts"
import { unknownCriticalExtension } from "./rules/unknown-critical-extension.ts"
import {
	certificateExpired,
	certificateExpiresSoon,
	certificateNotYetValid,
	validityReversed,
} from "./rules/validity-dates.ts"
import { keyParametersExplicit, keyUnusual, rsaExponentBad, weakKey } from "./rules/weak-key.ts"
import { weakSignature } from "./rules/weak-signature.ts"
import { wildcardMisplaced } from "./rules/wildcard-misplaced.ts"

/** Every lint of a single certificate, the grave ones first. */
export const lintRules: readonly LintRule[] = [
	...[certificateExpired, certificateNotYetValid, validityReversed, sanMissing, ipInDnsSan, dnsNameInvalid],
	...[nulInName, ekuLacksUsage, leafIsAuthority, caLacksBasicConstraints, caLacksKeyCertSign],
	...[digitalSignatureMissing, weakSignature, signatureAlgorithmsDiffer, weakKey, keyParametersExplicit],
	...[rsaExponentBad, unknownCriticalExtension, emptyName, spiffeUriCount, certificateExpiresSoon],
	...[clientAuthFromPublicCa, selfSignedLeaf, wildcardMisplaced, anyExtendedKeyUsage, leafMaySign],
	...[pathLengthOnLeaf, caConstraintsNotCritical, caKeyUsageMissing, lifetimeLong, outlivesIssuer],
	...[serialNumber, certificateVersion, nameConstraintsForm, timeEncoding, keyUsageNotCritical, ekuMissing],
	...[ekuOneSide, commonNameNotInSan, keyIdentifier, lifetimeBeyondPublic, keyUnusual],
	...[underscoreInDnsName, noWellDefinedExpiry],
]
