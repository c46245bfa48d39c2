import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const version = "v1.18.2"

/**
 * What cert-manager does with a manifest, by its own code: read it with unknown fields refused, hold it to the rules of
 * the webhook, make the key and the request, and sign as its CA issuer does.
 */
const program = `package main

import (
	"encoding/pem"
	"fmt"
	"os"
	"strings"

	"github.com/cert-manager/cert-manager/internal/apis/certmanager"
	internalv1 "github.com/cert-manager/cert-manager/internal/apis/certmanager/v1"
	"github.com/cert-manager/cert-manager/internal/apis/certmanager/validation"
	cmapi "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"github.com/cert-manager/cert-manager/pkg/util/pki"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"
)

func main() {
	for _, folder := range os.Args[1:] {
		said := "ok"
		if err := issue(folder); err != nil {
			said = strings.ReplaceAll(err.Error(), "\\n", " ")
		}
		fmt.Printf("%s\\t%s\\n", folder, said)
	}
}

func issue(folder string) error {
	issuer, asked, err := manifest(folder + "/asked-cert-manager.yaml")
	if err != nil {
		return err
	}
	if told := validate(issuer, asked); len(told) > 0 {
		return told.ToAggregate()
	}
	key, err := pki.GeneratePrivateKeyForCertificate(asked)
	if err != nil {
		return err
	}
	template, err := pki.GenerateCSR(asked, pki.WithNameConstraints(true))
	if err != nil {
		return err
	}
	der, err := pki.EncodeCSR(template, key)
	if err != nil {
		return err
	}
	request := &cmapi.CertificateRequest{Spec: cmapi.CertificateRequestSpec{
		Request: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), Duration: asked.Spec.Duration, IsCA: asked.Spec.IsCA, Usages: asked.Spec.Usages,
	}}
	granted, err := pki.CertificateTemplateFromCertificateRequest(request)
	if err != nil {
		return err
	}
	caPem, err := os.ReadFile(folder + "/ca.pem")
	if err != nil {
		return err
	}
	caKeyPem, err := os.ReadFile(folder + "/ca-key.pem")
	if err != nil {
		return err
	}
	ca, err := pki.DecodeX509CertificateChainBytes(caPem)
	if err != nil {
		return err
	}
	caKey, err := pki.DecodePrivateKeyBytes(caKeyPem)
	if err != nil {
		return err
	}
	bundle, err := pki.SignCSRTemplate(ca, caKey, granted)
	if err != nil {
		return err
	}
	keyPem, err := pki.EncodePrivateKey(key, asked.Spec.PrivateKey.Encoding)
	if err != nil {
		return err
	}
	if err := os.WriteFile(folder+"/made-key.pem", keyPem, 0o600); err != nil {
		return err
	}
	return os.WriteFile(folder+"/made.pem", bundle.ChainPEM, 0o600)
}

func manifest(path string) (*cmapi.Issuer, *cmapi.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	documents := strings.SplitN(string(text), "\\n---\\n", 2)
	var issuer cmapi.Issuer
	if err := yaml.UnmarshalStrict([]byte(documents[0]), &issuer); err != nil {
		return nil, nil, err
	}
	var asked cmapi.Certificate
	err = yaml.UnmarshalStrict([]byte(documents[1]), &asked)
	return &issuer, &asked, err
}

func validate(issuer *cmapi.Issuer, asked *cmapi.Certificate) field.ErrorList {
	var told field.ErrorList
	var inner certmanager.Certificate
	if err := internalv1.Convert_v1_Certificate_To_certmanager_Certificate(asked, &inner, nil); err != nil {
		return append(told, field.InternalError(nil, err))
	}
	var innerIssuer certmanager.Issuer
	if err := internalv1.Convert_v1_Issuer_To_certmanager_Issuer(issuer, &innerIssuer, nil); err != nil {
		return append(told, field.InternalError(nil, err))
	}
	told, warned := validation.ValidateCertificate(nil, &inner)
	more, alsoWarned := validation.ValidateIssuer(nil, &innerIssuer)
	for _, each := range append(warned, alsoWarned...) {
		told = append(told, field.Invalid(nil, "warning", each))
	}
	return append(told, more...)
}
`
/** Builds the program with cert-manager's packages, fetched through Go's modules. Resolves with its path. */
export async function buildCertManager(parent: string): Promise<string> {
	const folder = join(parent, "cert-manager")
	await mkdir(folder)
	await writeFile(join(folder, "main.go"), program)
	// The rules of the webhook are in packages that only modules below this path may import.
	const module = "module github.com/cert-manager/cert-manager/proof"
	await writeFile(
		join(folder, "go.mod"),
		`${module}\n\ngo 1.24\n\nrequire github.com/cert-manager/cert-manager ${version}\n`,
	)
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 300_000 })
	await runToEnd("go", ["build", "-o", "sign", "."], { cwd: folder, env, limitMs: 500_000 })
	return join(folder, "sign")
}
