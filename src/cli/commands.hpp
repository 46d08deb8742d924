#pragma once

#include "command.hpp"

namespace usher {

// One per command, each in a file of its name: what it takes and what it does.
Command add_demo(const Command& usher);
Command add_run(const Command& usher);
Command add_check(const Command& usher);
Command add_read(const Command& usher);
Command add_events(const Command& usher);
Command add_roster(const Command& usher);
Command add_queue(const Command& usher);
Command add_report(const Command& usher);
Command add_doctor(const Command& usher);
Command add_purge(const Command& usher);
Command add_register(const Command& usher);
Command add_correct(const Command& usher);
Command add_shots(const Command& usher);
Command add_sandbox(const Command& usher);

}  // namespace usher
