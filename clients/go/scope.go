package chroma

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/polychrome/chroma-go/rest"
)

// scope is the tenant and the database of a client: as given, or as its credentials say, asked once at the first call.
type scope struct {
	tenant   string // "" when it is to be found
	database string
	found    *lazy[location]
}

type location struct{ tenant, database string }

func newScope(tenant, database string) *scope {
	return &scope{tenant: tenant, database: database, found: newLazy[location]()}
}

func (s *scope) get(ctx context.Context, api *rest.Client) (location, error) {
	if s.tenant != "" && s.database != "" {
		return location{s.tenant, s.database}, nil
	}
	return s.found.get(ctx, func(ctx context.Context) (location, error) {
		identity, err := api.GetUserIdentity(ctx)
		if err != nil {
			return location{}, err
		}
		tenant, err := tenantOf(identity, s.tenant)
		if err != nil {
			return location{}, err
		}
		database, err := databaseOf(identity, s.database)
		return location{tenant, database}, err
	})
}

// known are the names as far as they are known without asking.
func (s *scope) known() location {
	if found := s.found.value.Load(); found != nil {
		return *found
	}
	return location{s.tenant, s.database}
}

// tenantOf is the tenant that was given, or that of the credentials, from which it must not differ.
func tenantOf(identity *rest.UserIdentity, given string) (string, error) {
	theirs := identity.Tenant
	if theirs == "*" {
		theirs = ""
	}
	switch {
	case given != "" && theirs != "" && given != theirs:
		return "", forbidden("the tenant %s does not match %s, which the credentials are for; is it right?", given, theirs)
	case given != "":
		return given, nil
	case theirs != "":
		return theirs, nil
	}
	return "", forbidden("the credentials are for no particular tenant; name one, or set CHROMA_TENANT")
}

// databaseOf is the database that was given, or the only one that the credentials open.
func databaseOf(identity *rest.UserIdentity, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	names := slices.Compact(slices.Sorted(slices.Values(identity.Databases)))
	if len(names) == 1 && names[0] != "*" {
		return names[0], nil
	}
	found := "no database"
	if slices.Contains(names, "*") {
		found = "every database of the tenant"
	} else if len(names) > 0 {
		found = fmt.Sprintf("%d databases: %s", len(names), strings.Join(names, ", "))
	}
	return "", forbidden("the credentials open %s; name one database, or set CHROMA_DATABASE", found)
}

func forbidden(format string, arguments ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, arguments...), Operation: "get_user_identity", class: ErrForbidden}
}
