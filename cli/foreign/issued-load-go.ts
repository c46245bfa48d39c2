import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const program = `package main

import (
	"bytes"
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pavlo-v-chernykh/keystore-go/v4"
	"github.com/spiffe/go-spiffe/v2/bundle/spiffebundle"
	"github.com/spiffe/go-spiffe/v2/spiffeid"
	"github.com/youmark/pkcs8"
	"software.sslmate.com/src/go-pkcs12"
)

var passphrase = os.Getenv("STORE_PASSPHRASE")

type variant struct {
	name string
	load func(folder, side string) ([]*x509.Certificate, any, error)
}

var leaves = []variant{
	{"pem", func(at, side string) ([]*x509.Certificate, any, error) { return pair(at+"/"+side+".pem", at+"/"+side+"-key.pem") }},
	{"pem-traditional", func(at, side string) ([]*x509.Certificate, any, error) {
		return pair(at+"/"+side+".pem", at+"/"+side+"-key.pem")
	}},
	{"pem-encrypted", func(at, side string) ([]*x509.Certificate, any, error) {
		key, err := pkcs8.ParsePKCS8PrivateKey(block(at+"/"+side+"-key.pem"), []byte(passphrase))
		return blocks(at + "/" + side + ".pem"), key, err
	}},
	{"der", func(at, side string) ([]*x509.Certificate, any, error) {
		key, err := x509.ParsePKCS8PrivateKey(read(at + "/" + side + "-key.der"))
		return ders(at, side), key, err
	}},
	{"der-encrypted", func(at, side string) ([]*x509.Certificate, any, error) {
		key, err := pkcs8.ParsePKCS8PrivateKey(read(at+"/"+side+"-key.der"), []byte(passphrase))
		return ders(at, side), key, err
	}},
	{"pkcs12", store},
	{"pkcs12-legacy", store},
	{"jks", func(at, side string) ([]*x509.Certificate, any, error) {
		opened := keystore.New()
		if err := opened.Load(bytes.NewReader(read(at+"/"+side+".jks")), []byte(passphrase)); err != nil {
			return nil, nil, err
		}
		entry, err := opened.GetPrivateKeyEntry(side, []byte(passphrase))
		if err != nil {
			return nil, nil, err
		}
		var chain []*x509.Certificate
		for _, each := range entry.CertificateChain {
			chain = append(chain, certificate(each.Content))
		}
		key, err := x509.ParsePKCS8PrivateKey(entry.PrivateKey)
		return chain, key, err
	}},
}

var roots = []variant{
	{"truststore-pkcs12", func(at, _ string) ([]*x509.Certificate, any, error) {
		found, err := pkcs12.DecodeTrustStore(read(at+"/truststore.p12"), passphrase)
		return found, nil, err
	}},
	{"truststore-jks", func(at, _ string) ([]*x509.Certificate, any, error) {
		opened := keystore.New()
		if err := opened.Load(bytes.NewReader(read(at+"/truststore.jks")), []byte(passphrase)); err != nil {
			return nil, nil, err
		}
		entry, err := opened.GetTrustedCertificateEntry("ca")
		return []*x509.Certificate{certificate(entry.Certificate.Content)}, nil, err
	}},
	{"bundle-der", func(at, _ string) ([]*x509.Certificate, any, error) {
		found, err := x509.ParseCertificates(read(at + "/bundle.der"))
		return found, nil, err
	}},
	{"spiffe-jwks", func(at, _ string) ([]*x509.Certificate, any, error) {
		bundle, err := spiffebundle.Parse(spiffeid.RequireTrustDomainFromString("example.org"), read(at+"/bundle.json"))
		if err != nil {
			return nil, nil, err
		}
		return bundle.X509Authorities(), nil, nil
	}},
}

func main() {
	for _, folder := range os.Args[1:] {
		side := filepath.Base(folder)
		given, ca := blocks(folder+"/pem/"+side+".pem"), blocks(folder+"/pem/ca.pem")
		for _, each := range leaves {
			say(folder, each, given, side)
		}
		for _, each := range roots {
			say(folder, each, ca, side)
		}
	}
}

func say(folder string, each variant, wanted []*x509.Certificate, side string) {
	at := folder + "/" + each.name
	if _, err := os.Stat(at); err != nil {
		return
	}
	said := "ok"
	chain, key, err := each.load(at, side)
	if err == nil {
		err = compare(chain, wanted, key)
	}
	if err != nil {
		said = strings.ReplaceAll(err.Error(), "\\n", " ")
	}
	fmt.Printf("%s\\t%s\\t%s\\n", folder, each.name, said)
}

func compare(chain, wanted []*x509.Certificate, key any) error {
	if len(chain) != len(wanted) {
		return fmt.Errorf("%d certificates instead of %d", len(chain), len(wanted))
	}
	for at := range chain {
		if !chain[at].Equal(wanted[at]) {
			return fmt.Errorf("certificate %d is another", at)
		}
	}
	if key == nil {
		return nil
	}
	public := key.(crypto.Signer).Public().(interface{ Equal(crypto.PublicKey) bool })
	if !public.Equal(chain[0].PublicKey) {
		return fmt.Errorf("the key is another's")
	}
	return nil
}

func pair(chain, key string) ([]*x509.Certificate, any, error) {
	loaded, err := tls.LoadX509KeyPair(chain, key)
	if err != nil {
		return nil, nil, err
	}
	return blocks(chain), loaded.PrivateKey, nil
}

func store(at, side string) ([]*x509.Certificate, any, error) {
	key, leaf, above, err := pkcs12.DecodeChain(read(at+"/"+side+".p12"), passphrase)
	return append([]*x509.Certificate{leaf}, above...), key, err
}

func ders(at, side string) []*x509.Certificate {
	found := []*x509.Certificate{certificate(read(at + "/" + side + ".der"))}
	if above, err := os.ReadFile(at + "/" + side + "-2.der"); err == nil {
		found = append(found, certificate(above))
	}
	return found
}

func blocks(path string) []*x509.Certificate {
	var found []*x509.Certificate
	for rest := read(path); ; {
		each, more := pem.Decode(rest)
		if each == nil {
			return found
		}
		found, rest = append(found, certificate(each.Bytes)), more
	}
}

func block(path string) []byte {
	found, _ := pem.Decode(read(path))
	return found.Bytes
}

func certificate(der []byte) *x509.Certificate {
	found, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return found
}

func read(path string) []byte {
	found, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return found
}
`

const required = [
	"github.com/pavlo-v-chernykh/keystore-go/v4 v4.5.0",
	"github.com/spiffe/go-spiffe/v2 v2.5.0",
	"github.com/youmark/pkcs8 v0.0.0-20240726163527-a2c0da244d78",
	"software.sslmate.com/src/go-pkcs12 v0.5.0",
]

/** Builds a program that loads every file with the libraries that Go programs use. Resolves with the command. */
export async function buildLoadGo(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "load-go")
	await mkdir(folder)
	await writeFile(join(folder, "main.go"), program)
	await writeFile(
		join(folder, "go.mod"),
		`module load\n\ngo 1.23\n\nrequire (\n\t${required.join("\n\t")}\n)\n`,
	)
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 150_000 })
	await runToEnd("go", ["build", "-o", "load", "."], { cwd: folder, env, limitMs: 300_000 })
	return [join(folder, "load")]
}
