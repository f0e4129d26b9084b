package chroma

import (
	"context"

	"github.com/polychrome/chroma-go/rest"
)

// Tenant is an owner of databases.
type Tenant struct {
	Name string
	// ResourceName is the tenant's part of resource names, "" until it is set.
	ResourceName string
}

// Database is a named group of collections.
type Database struct {
	ID     string
	Name   string
	Tenant string
}

// Page is a part of a list.
type Page struct {
	Limit  *int // at most so many; nil for all
	Offset int  // after so many
}

func (p Page) params() (limit, offset *int64, err error) {
	if p.Offset < 0 || p.Limit != nil && *p.Limit < 0 {
		return nil, nil, invalid("a limit and an offset are not negative")
	}
	if p.Offset > 0 {
		offset = Ptr(int64(p.Offset))
	}
	return wide(p.Limit), offset, nil
}

// Ptr returns a pointer to a value, for fields that tell an absent value from a zero.
func Ptr[T any](v T) *T { return &v }

func wide(v *int) *int64 {
	if v == nil {
		return nil
	}
	return Ptr(int64(*v))
}

// CreateTenant creates a tenant, which has no databases. A name of less than three characters is
// [ErrInvalidArgument], one that is taken [ErrConflict].
func (c *Client) CreateTenant(ctx context.Context, name string) error {
	_, err := c.core.api.CreateTenant(ctx, rest.CreateTenantPayload{Name: name})
	return c.core.explain(err)
}

// GetTenant returns the tenant of that name, or [ErrNotFound].
func (c *Client) GetTenant(ctx context.Context, name string) (Tenant, error) {
	found, err := c.core.api.GetTenant(ctx, name)
	if err != nil {
		return Tenant{}, c.core.explain(err)
	}
	return tenantFrom(*found), nil
}

func tenantFrom(found rest.Tenant) Tenant {
	tenant := Tenant{Name: found.Name}
	if found.ResourceName != nil {
		tenant.ResourceName = *found.ResourceName
	}
	return tenant
}

// ListTenants returns the tenants that the caller may see, by name. The official server does not answer this call.
func (c *Client) ListTenants(ctx context.Context, page Page) ([]Tenant, error) {
	limit, offset, err := page.params()
	if err != nil {
		return nil, err
	}
	found, err := c.core.api.ListTenants(ctx, &rest.ListTenantsParams{Limit: limit, Offset: offset})
	if err != nil {
		return nil, c.core.explain(err)
	}
	tenants := make([]Tenant, len(*found))
	for i, tenant := range *found {
		tenants[i] = tenantFrom(tenant)
	}
	return tenants, nil
}

// SetTenantResourceName names the resource behind a tenant, once and for all; another name later is [ErrConflict].
func (c *Client) SetTenantResourceName(ctx context.Context, tenant, resourceName string) error {
	_, err := c.core.api.UpdateTenant(ctx, tenant, rest.UpdateTenantPayload{ResourceName: resourceName})
	return c.core.explain(err)
}

// CreateDatabase creates an empty database in a tenant. A name that is taken is [ErrConflict].
func (c *Client) CreateDatabase(ctx context.Context, tenant, name string) error {
	_, err := c.core.api.CreateDatabase(ctx, tenant, rest.CreateDatabasePayload{Name: name})
	return c.core.explain(err)
}

// GetDatabase returns the database of that name in a tenant, or [ErrNotFound].
func (c *Client) GetDatabase(ctx context.Context, tenant, name string) (Database, error) {
	found, err := c.core.api.GetDatabase(ctx, tenant, name)
	if err != nil {
		return Database{}, c.core.explain(err)
	}
	return Database{ID: found.ID, Name: found.Name, Tenant: found.Tenant}, nil
}

// ListDatabases returns the databases of a tenant by name; none for an unknown tenant.
func (c *Client) ListDatabases(ctx context.Context, tenant string, page Page) ([]Database, error) {
	limit, offset, err := page.params()
	if err != nil {
		return nil, err
	}
	found, err := c.core.api.ListDatabases(ctx, tenant, &rest.ListDatabasesParams{Limit: limit, Offset: offset})
	if err != nil {
		return nil, c.core.explain(err)
	}
	databases := make([]Database, len(*found))
	for i, database := range *found {
		databases[i] = Database{ID: database.ID, Name: database.Name, Tenant: database.Tenant}
	}
	return databases, nil
}

// DeleteDatabase deletes a database with its collections, for good. One that does not exist is [ErrNotFound].
func (c *Client) DeleteDatabase(ctx context.Context, tenant, name string) error {
	_, err := c.core.api.DeleteDatabase(ctx, tenant, name)
	return c.core.explain(err)
}
