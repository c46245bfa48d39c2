/** Names of attribute types in distinguished names (RFC 4514 section 3, RFC 4519, PKCS #9). */
export const attributeTypeNames: Readonly<Record<string, string>> = {
	"2.5.4.3": "CN",
	"2.5.4.4": "SN",
	"2.5.4.5": "serialNumber",
	"2.5.4.6": "C",
	"2.5.4.7": "L",
	"2.5.4.8": "ST",
	"2.5.4.9": "STREET",
	"2.5.4.10": "O",
	"2.5.4.11": "OU",
	"2.5.4.12": "title",
	"2.5.4.15": "businessCategory",
	"2.5.4.17": "postalCode",
	"2.5.4.42": "givenName",
	"2.5.4.43": "initials",
	"2.5.4.45": "x500UniqueIdentifier",
	"2.5.4.46": "dnQualifier",
	"2.5.4.97": "organizationIdentifier",
	"0.9.2342.19200300.100.1.1": "UID",
	"0.9.2342.19200300.100.1.25": "DC",
	"1.2.840.113549.1.9.1": "emailAddress",
}

/** Names of extended key usages (RFC 5280 section 4.2.1.12). */
export const extendedKeyUsageNames: Readonly<Record<string, string>> = {
	"2.5.29.37.0": "anyExtendedKeyUsage",
	"1.3.6.1.5.5.7.3.1": "serverAuth",
	"1.3.6.1.5.5.7.3.2": "clientAuth",
	"1.3.6.1.5.5.7.3.3": "codeSigning",
	"1.3.6.1.5.5.7.3.4": "emailProtection",
	"1.3.6.1.5.5.7.3.8": "timeStamping",
	"1.3.6.1.5.5.7.3.9": "OCSPSigning",
}

/** Names of certificate extensions. */
export const extensionNames: Readonly<Record<string, string>> = {
	"2.5.29.9": "subjectDirectoryAttributes",
	"2.5.29.14": "subjectKeyIdentifier",
	"2.5.29.15": "keyUsage",
	"2.5.29.16": "privateKeyUsagePeriod",
	"2.5.29.17": "subjectAltName",
	"2.5.29.18": "issuerAltName",
	"2.5.29.19": "basicConstraints",
	"2.5.29.30": "nameConstraints",
	"2.5.29.31": "cRLDistributionPoints",
	"2.5.29.32": "certificatePolicies",
	"2.5.29.33": "policyMappings",
	"2.5.29.35": "authorityKeyIdentifier",
	"2.5.29.36": "policyConstraints",
	"2.5.29.37": "extKeyUsage",
	"2.5.29.46": "freshestCRL",
	"2.5.29.54": "inhibitAnyPolicy",
	"1.3.6.1.5.5.7.1.1": "authorityInfoAccess",
	"1.3.6.1.5.5.7.1.11": "subjectInfoAccess",
	"1.3.6.1.5.5.7.1.24": "tlsFeature",
	"1.3.6.1.4.1.11129.2.4.2": "signedCertificateTimestampList",
	"1.3.6.1.4.1.11129.2.4.3": "ctPoison",
	"1.3.6.1.4.1.37476.9000.64.1": "stepProvisioner",
	"2.16.840.1.113730.1.1": "netscapeCertType",
	"2.16.840.1.113730.1.13": "netscapeComment",
}

/** Names of signature algorithms as their RFCs spell them (RFC 3279, 4055, 5758, 8410). */
export const signatureAlgorithmNames: Readonly<Record<string, string>> = {
	"1.2.840.113549.1.1.2": "md2WithRSAEncryption",
	"1.2.840.113549.1.1.4": "md5WithRSAEncryption",
	"1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
	"1.2.840.113549.1.1.10": "id-RSASSA-PSS",
	"1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
	"1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
	"1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
	"1.2.840.113549.1.1.14": "sha224WithRSAEncryption",
	"1.2.840.10040.4.3": "dsa-with-sha1",
	"1.2.156.10197.1.501": "SM2-with-SM3",
	"1.2.840.10045.4.1": "ecdsa-with-SHA1",
	"1.2.840.10045.4.3.1": "ecdsa-with-SHA224",
	"1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
	"1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
	"1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
	"1.3.101.112": "Ed25519",
	"1.3.101.113": "Ed448",
}

/** Named elliptic curves: how we call the key, and its size in bits (SEC 2, RFC 5480, RFC 5639). */
export const curveNames: Readonly<Record<string, { readonly keyType: string; readonly bits: number }>> = {
	"1.2.840.10045.3.1.1": { keyType: "EC P-192", bits: 192 },
	"1.3.132.0.33": { keyType: "EC P-224", bits: 224 },
	"1.2.840.10045.3.1.7": { keyType: "EC P-256", bits: 256 },
	"1.3.132.0.34": { keyType: "EC P-384", bits: 384 },
	"1.3.132.0.35": { keyType: "EC P-521", bits: 521 },
	"1.3.132.0.10": { keyType: "EC secp256k1", bits: 256 },
	"1.3.36.3.3.2.8.1.1.7": { keyType: "EC brainpoolP256r1", bits: 256 },
	"1.3.36.3.3.2.8.1.1.11": { keyType: "EC brainpoolP384r1", bits: 384 },
	"1.2.156.10197.1.301": { keyType: "EC SM2", bits: 256 },
	"1.3.36.3.3.2.8.1.1.13": { keyType: "EC brainpoolP512r1", bits: 512 },
}

/** Key usage bits in order (RFC 5280 section 4.2.1.3). */
export const keyUsageNames = [
	"digitalSignature",
	"nonRepudiation",
	"keyEncipherment",
	"dataEncipherment",
	"keyAgreement",
	"keyCertSign",
	"cRLSign",
	"encipherOnly",
	"decipherOnly",
] as const
