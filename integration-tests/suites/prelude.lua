-- Runs before every script: what Lua 5.1 had and 5.2 has not, the same answers each time, and a failed assertion is
-- a line of output and not the end.
unpack = unpack or table.unpack
loadstring = loadstring or load
table.getn = table.getn or function(t) return #t end
math.mod = math.mod or math.fmod
string.gfind = string.gfind or string.gmatch
table.maxn = table.maxn or function(t)
  local largest = 0
  for key in pairs(t) do
    if type(key) == "number" and key > largest then largest = key end
  end
  return largest
end
setfenv = setfenv or function(f) return f end
getfenv = getfenv or function() return _G end
newproxy = newproxy or function() return setmetatable({}, {}) end
debug = debug or setmetatable({}, {__index = function() return function() return {} end end})
arg = {[0] = "script"}
package.config = package.config or "/\n;\n?\n!\n-\n"
gcinfo = gcinfo or function() return 0 end

local failures = 0
function assert(value, message, ...)
  if not value then
    failures = failures + 1
    if failures <= 50 then print("failed assertion", message) end
    if failures > 100000 then error("too many failed assertions") end
  end
  return value, message, ...
end

function collectgarbage() return 0 end
os.clock = function() return 0 end
os.time = function() return 0 end
os.date = function() return "a date" end
local names = 0
os.tmpname = function()
  names = names + 1
  return directory .. "/temporary" .. names
end
local seed = 42
math.randomseed = function() end
math.random = function(m, n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  local fraction = seed / 2147483648
  if not m then return fraction end
  if not n then m, n = 1, m end
  return m + math.floor(fraction * (n - m + 1))
end
