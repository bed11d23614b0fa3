package config

import (
	"fmt"
	"strings"
	"testing"
)

// TestSettingForms writes the two settings whose form is checked letter by
// letter in ways that are right and ways that are nearly right.
func TestSettingForms(t *testing.T) {
	for setting, values := range map[string]map[string]bool{
		"mark_mask": {
			"0x3f00": true, "0xFF": true, "255": true, "0xff000000": true,
			"0": false, "": false, "0x": false, "010": false, "0X3f": false, "0x_3f": false, "+255": false,
			"-1": false, "0x100000000": false, "18446744073709551616": false, " 255": false, "255 ": false,
		},
		"rt_tables": {
			"none": true, "/etc/iproute2/rt_tables": true, "/etc/iproute2/rt_tables.d/a.conf": true,
			"/etc/iproute2/rt_tables.d/_A-1.b.conf":                          true,
			"/etc/iproute2/rt_tables.d/" + strings.Repeat("a", 59) + ".conf": true,
			"/etc/iproute2/rt_tables.d/" + strings.Repeat("a", 60) + ".conf": false,
			"/etc/iproute2/rt_tables.d/.conf":                                false,
			"/etc/iproute2/rt_tables.d/.a.conf":                              false,
			"/etc/iproute2/rt_tables.d/-a.conf":                              false,
			"/etc/iproute2/rt_tables.d/a":                                    false,
			"/etc/iproute2/rt_tables.d/a.conf.d":                             false,
			"/etc/iproute2/rt_tables.d/../a.conf":                            false,
			"/etc/iproute2/rt_tables.d/a b.conf":                             false,
			"/etc/iproute2/rt_tables/":                                       false,
			"etc/iproute2/rt_tables":                                         false,
			"/etc/iproute2/rt_tables.dx":                                     false,
		},
	} {
		for value, ok := range values {
			src := fmt.Sprintf("%s\nsettings {\n  %s = %q\n}\n", twoForRules, setting, value)
			if _, diags := Parse("router.hcl", []byte(src), Options{}); diags.HasErrors() == ok {
				t.Errorf("%s = %q: accepted: %v, want %v (%v)", setting, value, !ok, ok, diags)
			}
		}
	}
}

// TestConnectionMarks: a rule block that lets nothing out by others has
// connections marked, whatever it selects.
func TestConnectionMarks(t *testing.T) {
	for selector, want := range map[string]map[bool]bool{
		`to = ["192.0.2.0/24"]`: {false: false, true: true},
		`users = [1001]`:        {false: false, true: true},
		`interface = "if0"`:     {false: false, true: true},
		"interface = \"if0\"\n  protocol = \"udp\"\n  destination_ports = [7777]": {true: true},
	} {
		for unreachable, marks := range want {
			otherwise := map[bool]string{false: "default", true: "unreachable"}[unreachable]
			src := fmt.Sprintf("%s\nrule \"r\" {\n  %s\n  via = provider.isp1\n  otherwise = %q\n}\n", twoForRules, selector, otherwise)
			set, diags := Parse("router.hcl", []byte(src), Options{})
			if len(diags) > 0 || set.Settings.ConnectionMarks != marks {
				t.Errorf("%s, otherwise %s: marked %t, %v", selector, otherwise, set.Settings.ConnectionMarks, diags)
			}
		}
	}
}
