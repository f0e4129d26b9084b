package chroma_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Every exported name of the packages that people use has a comment that begins with it.
func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, folder := range []string{".", "value"} {
		files := token.NewFileSet()
		packages, err := parser.ParseDir(files, folder, func(info fs.FileInfo) bool {
			return !strings.HasSuffix(info.Name(), "_test.go")
		}, parser.ParseComments)
		must(t, err)
		for name, parsed := range packages {
			described := doc.New(parsed, filepath.Join("github.com/polychrome/chroma-go", folder), 0)
			if described.Doc == "" {
				t.Errorf("package %s has no comment", name)
			}
			for _, function := range described.Funcs {
				named(t, function.Name, function.Doc)
			}
			for _, group := range append(described.Consts, described.Vars...) {
				inGroup(t, group)
			}
			for _, kind := range described.Types {
				// The type of a group of aliases has its comment beside it.
				if kind.Doc != "" || !grouped(kind.Decl) {
					named(t, kind.Name, kind.Doc)
				}
				for _, method := range kind.Methods {
					if method.Name != "Error" && method.Name != "Unwrap" && method.Name != "Authenticate" {
						named(t, kind.Name+"."+method.Name, method.Doc)
					}
				}
				for _, function := range kind.Funcs {
					named(t, function.Name, function.Doc)
				}
				for _, group := range append(kind.Consts, kind.Vars...) {
					inGroup(t, group)
				}
			}
		}
	}
}

func grouped(declaration *ast.GenDecl) bool { return declaration.Lparen.IsValid() }

func inGroup(t *testing.T, group *doc.Value) {
	t.Helper()
	if group.Doc == "" {
		t.Errorf("%s: no comment", strings.Join(group.Names, ", "))
	}
}

func named(t *testing.T, name, comment string) {
	t.Helper()
	short := name[strings.LastIndex(name, ".")+1:]
	if !strings.HasPrefix(comment, short+" ") && !strings.HasPrefix(comment, "A "+short+" ") {
		t.Errorf("%s: its comment does not begin with its name: %.60q", name, comment)
	}
}
