module github.com/polychrome/chroma-go

go 1.24
