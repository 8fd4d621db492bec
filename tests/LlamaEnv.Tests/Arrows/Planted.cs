// Small circles between folders, for ArrowTests to find, and one arrow that is none.
#pragma warning disable IDE0130, CA1822, CA1812, CA1823, CS0169, IDE0051, CA1852, CA1813

namespace LlamaEnv.Tests.Arrows.Planted.ByField.A
{
    internal sealed class One
    {
        private readonly B.Two? _two;
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByField.B
{
    internal sealed class Two
    {
        private readonly A.One[]? _ones;
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByBody.A
{
    internal sealed class One
    {
        internal object Make() => new B.Two();
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByBody.B
{
    internal sealed class Two
    {
        internal bool Is(object other) => other is A.One;
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByBase.A
{
    internal class One : B.ITwo;
}

namespace LlamaEnv.Tests.Arrows.Planted.ByBase.B
{
    internal interface ITwo;

    internal sealed class Two : A.One;
}

namespace LlamaEnv.Tests.Arrows.Planted.ByAttribute.A
{
    [B.Two]
    internal sealed class One;
}

namespace LlamaEnv.Tests.Arrows.Planted.ByAttribute.B
{
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class TwoAttribute : Attribute
    {
        internal Type Other => typeof(A.One);
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByGenericArgument.A
{
    internal sealed class One
    {
        internal List<B.Two>? Twos { get; }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByGenericArgument.B
{
    internal sealed class Two
    {
        internal object Make() => Array.Empty<A.One>();
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByLambda.A
{
    internal sealed class One
    {
        internal Func<object> Make { get; } = static () => new B.Two();
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByLambda.B
{
    internal sealed class Two
    {
        internal IEnumerable<object> Make()
        {
            yield return new A.One();
        }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByChild
{
    internal sealed class Root
    {
        internal object Make() => new Child.One();
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByChild.Child
{
    internal sealed class One
    {
        internal Root? Root { get; }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByThird.A
{
    internal sealed class One
    {
        internal B.Two? Two { get; }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByThird.B
{
    internal sealed class Two
    {
        internal C.Three? Three { get; }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.ByThird.C
{
    internal sealed class Three
    {
        internal A.One? One { get; }
    }
}

namespace LlamaEnv.Tests.Arrows.Planted.OneWay
{
    internal sealed class Below;
}

namespace LlamaEnv.Tests.Arrows.Planted.OneWay.Above
{
    internal sealed class One
    {
        internal Below? Below { get; }
    }
}
